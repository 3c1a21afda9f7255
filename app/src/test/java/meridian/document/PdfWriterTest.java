package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import meridian.web.Words;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PdfWriterTest {
    private static final Words WORDS = new Words();

    @Test
    void aCharterCanBeSearchedInChinese() throws IOException {
        try (var pdf = read(Charters.chinese(Classification.INTERNAL))) {
            var text = text(pdf);
            assertThat(text).contains("跨区域协同任务目标说明书", "项目背景", "二、目标", "覆盖率不低于80%", "消费者问卷分析", "首月销售收入", "修订记录", "“山野燕麦”");
            assertThat(text.codePoints()).noneMatch(c -> c >= 0x2E80 && c <= 0x2FDF);
        }
    }

    @Test
    void charactersThatShareAGlyphWithARadicalAreReadAsTyped() throws IOException {
        var typed = "目一二人入八力十又口土士大女子小山川工己干日月木欠止毛氏水火父牛王玉生用田白皮石示立竹米老而耳自至色行衣西见角言谷贝走身车里长门青页风飞食首马高鱼鸟黄黑鼠鼻齐齿龙龟民母胶，（）〈〉《》“”——……～、；：";
        try (var pdf = read(Charters.saying(typed))) {
            assertThat(text(pdf).replaceAll("\\s", "")).contains(typed);
            assertThat(text(pdf).codePoints()).noneMatch(c -> c >= 0x2E80 && c <= 0x2FDF);
        }
    }

    @Test
    void everyPageSaysWhichDocumentItIsAndItsNumber() throws IOException {
        try (var pdf = read(Charters.rows(120))) {
            assertThat(pdf.getNumberOfPages()).isGreaterThan(3);
            for (int page = 1; page <= pdf.getNumberOfPages(); page++)
                assertThat(text(pdf, page)).contains("HQ-HDSS-2026-LS-007 V0.1（草案）", "密级：内部", "第" + page + "页 共" + pdf.getNumberOfPages() + "页", "责任单位");
            assertThat(text(pdf, pdf.getNumberOfPages())).contains("完成第120家门店");
        }
    }

    @Test
    void whatWouldTakeAllMemoryIsRefusedWithHowLongItWouldBe() throws IOException {
        assertThat(new PdfWriter(WORDS).fits(Charters.rows(3_000))).as("a plan of 3,000 tasks").isTrue();
        var endless = DocumentContent.of(Charters.rows(1).head()).table(List.of(Block.Column.of("编号", 10), Block.Column.of("任务", 10), Block.Column.of("说明", 80)), IntStream.range(0, 300).mapToObj(i -> List.of("" + i, "验收标准逐条列明。".repeat(220), "")).toList()).build();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new PdfWriter(WORDS).write(endless, Charters.export(), OutputStream.nullOutputStream()))).isInstanceOf(meridian.tenancy.Refused.class);
    }

    @Test
    void anEnglishDocumentHasEnglishLabelsAndNarrowQuotationMarks() throws IOException {
        try (var pdf = read(Charters.english())) {
            assertThat(text(pdf)).contains("Prepared by", "李静 Li Jing 8 Oct 2026", "V0.2 (draft)", "Class: Confidential", "Page 1 of 2", "it’s measured", "新品区域上市");
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
        }
    }

    @Test
    void thePdfIsTaggedTitledAndHasItsFontsInside() throws IOException {
        try (var pdf = read(Charters.chinese(Classification.INTERNAL))) {
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("跨区域协同任务目标说明书");
            assertThat(pdf.getDocumentInformation().getSubject()).isEqualTo("HQ-HDSS-2026-CH-001");
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("zh-CN");
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            for (var page : pdf.getPages())
                for (var name : page.getResources().getFontNames()) assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
        }
    }

    @Test
    void headingsAreBookmarks() throws IOException {
        try (var pdf = read(Charters.chinese(Classification.INTERNAL))) {
            var top = new ArrayList<String>();
            for (var item : pdf.getDocumentCatalog().getDocumentOutline().children()) top.add(item.getTitle());
            assertThat(top).startsWith("一、项目背景", "二、目标", "三、范围").hasSize(7);
        }
    }

    @Test
    void onlyAClassifiedDocumentNamesWhoTookItOut() throws IOException {
        try (var secret = read(Charters.chinese(Classification.CONFIDENTIAL)); var open = read(Charters.chinese(Classification.INTERNAL))) {
            for (int page = 1; page <= secret.getNumberOfPages(); page++) assertThat(text(secret, page)).contains("王敏 2026-11-23 14:05");
            assertThat(text(open)).doesNotContain("王敏");
        }
    }

    @ParameterizedTest
    @MethodSource("meridian.document.HostileTexts#all")
    void nothingPeopleTypeBreaksTheFile(String text) throws IOException {
        try (var pdf = read(Charters.saying(text))) {
            assertThat(text(pdf)).contains("末尾");
            for (var page : pdf.getPages()) {
                assertThat(page.getAnnotations()).isEmpty();
                assertThat(page.getResources().getXObjectNames()).isEmpty();
            }
            assertThat(pdf.getDocumentCatalog().getCOSObject().containsKey(COSName.getPDFName("AF"))).isFalse();
        }
    }

    @Test
    void markupThatPeopleTypeIsOnlyText() throws IOException {
        try (var pdf = read(Charters.saying("<b>粗</b>&amp;<br/>"))) {
            assertThat(text(pdf)).contains("<b>粗</b>&amp;<br/>");
        }
    }

    /** A font joins ff, fi and fl into one glyph, by which nobody searches. */
    @Test
    void lettersThatAreDrawnAsOneAreFoundAsTwo() throws IOException {
        try (var pdf = read(Charters.saying("offer final flow"))) {
            var drawn = new StringBuilder();
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(org.apache.pdfbox.text.TextPosition text) {
                    drawn.append(text.getUnicode());
                }
            }.getText(pdf);
            assertThat(drawn.toString()).contains("offer final flow").doesNotContainPattern("[\uFB00-\uFB06]");
        }
    }

    @Test
    void aLongWordStaysOnThePage() throws IOException {
        try (var pdf = read(Charters.saying("W".repeat(400)))) {
            var stripper = new PDFTextStripper() {
                float right;

                @Override
                protected void processTextPosition(org.apache.pdfbox.text.TextPosition text) {
                    right = Math.max(right, text.getXDirAdj() + text.getWidthDirAdj());
                    super.processTextPosition(text);
                }
            };
            stripper.getText(pdf);
            assertThat(stripper.right).isLessThan(pdf.getPage(0).getMediaBox().getWidth() - 40);
        }
    }

    @Test
    void aWideTableTurnsThePageAndFillsIt() throws IOException {
        try (var pdf = read(Charters.wide())) {
            assertThat(pdf.getPage(0).getMediaBox().getWidth()).isGreaterThan(800);
            assertThat(text(pdf)).contains("交付物 华东区域 华南区域 西北区域 新加坡办事处 市场部 供应链部 财务部");
        }
    }

    @Test
    void severalDocumentsAtOnceComeOutRight() throws Exception {
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var all = threads.invokeAll(IntStream.range(0, 6)
                    .mapToObj(i -> (java.util.concurrent.Callable<byte[]>) () -> bytes(Charters.saying("第" + i + "份目标")))
                    .toList());
            for (int i = 0; i < all.size(); i++)
                try (var pdf = Loader.loadPDF(all.get(i).get())) {
                    assertThat(text(pdf)).contains("第" + i + "份目标");
                }
        }
    }

    @Test
    void aShortDocumentIsQuickOnceTheFontsAreRead() throws IOException {
        var content = DocumentContent.of(Head.titled("通知", Charters.CHINESE).build()).paragraph("本周例会改到周四。").build();
        var times = new ArrayList<Duration>();
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            new PdfWriter(WORDS).write(content, Charters.export(), OutputStream.nullOutputStream());
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
        // 60 ms on a quiet machine; what must never come back is reading the fonts each time (half a second).
        assertThat(List.copyOf(times.subList(10, 20)).stream().min(Duration::compareTo).orElseThrow()).isLessThan(Duration.ofMillis(250));
    }

    private static String text(PDDocument pdf) throws IOException {
        return text(pdf, 1, Integer.MAX_VALUE);
    }

    private static String text(PDDocument pdf, int page) throws IOException {
        return text(pdf, page, page);
    }

    private static String text(PDDocument pdf, int first, int last) throws IOException {
        var stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        stripper.setStartPage(first);
        stripper.setEndPage(last);
        return stripper.getText(pdf);
    }

    private static byte[] bytes(DocumentContent content) throws IOException {
        var out = new ByteArrayOutputStream();
        new PdfWriter(WORDS).write(content, Charters.export(), out);
        return out.toByteArray();
    }

    private static PDDocument read(DocumentContent content) throws IOException {
        return Loader.loadPDF(bytes(content));
    }
}
