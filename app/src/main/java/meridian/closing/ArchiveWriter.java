package meridian.closing;

import static db.activity.Tables.ACTIVITY;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.WORKSPACE;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import meridian.activity.Seals;
import meridian.document.Classification;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.Documents;
import meridian.document.DocxTemplates;
import meridian.document.Export;
import meridian.document.Head;
import meridian.document.Making;
import meridian.document.PdfWriter;
import meridian.document.ProjectFiles;
import meridian.document.Retention;
import meridian.document.Seal;
import meridian.project.PaperSource;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.ActivityId;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import meridian.web.Words;
import org.apache.pdfbox.Loader;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one volume of an archive into a file: documents in both formats and registers as workbooks, files, decisions, the history, the
 * catalogue, and last the manifest with its seal. Each thing is read in a transaction of its own; never more than one document is held.
 */
@Component
class ArchiveWriter {
    /** What the archive says of itself. */
    static final String HEAD = "archive.json";

    private static final int FORMAT = 1;
    private static final int PAGE = 200;
    private static final int ROWS = 2_000;
    /** Lines of the catalogue in one PDF. */
    private static final int ON_PAPER = 1_500;
    /** Pages are counted in what can be held. */
    private static final long COUNTED = 8L << 20;
    private static final int LONGEST_NAME = 80;
    private static final Pattern FORBIDDEN = Pattern.compile("[\\\\/:*?\"<>|\\p{Cntrl}]+");

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Projects projects;
    private final ObjectProvider<PaperSource> sources;
    private final Documents documents;
    private final ProjectFiles files;
    private final Seals seals;
    private final Seal seal;
    private final DocxTemplates docx;
    private final PdfWriter pdf;
    private final Words words;
    private final JsonMapper json = new JsonMapper();

    ArchiveWriter(DSLContext db, TransactionTemplate transaction, Projects projects, ObjectProvider<PaperSource> sources, Documents documents, ProjectFiles files, Seals seals, Seal seal, DocxTemplates docx, PdfWriter pdf, Words words) {
        this.db = db;
        this.transaction = transaction;
        this.projects = projects;
        this.sources = sources;
        this.documents = documents;
        this.files = files;
        this.seals = seals;
        this.seal = seal;
        this.docx = docx;
        this.pdf = pdf;
        this.words = words;
    }

    /** Told after each entry how many of how many steps are done. */
    interface Progress {
        void at(int done, int total) throws IOException;
    }

    /** How many entries there are, how many contents were gone, and whose seal it is. */
    record Result(int entries, int lacking, String seal) {}

    Result write(Archive archive, WorkspaceId workspace, Making file, Progress progress) throws IOException {
        return new Writing(archive, workspace, file, progress).all();
    }

    /** The name of the file: project, what it is, volume, day. */
    String fileName(Archive archive, String code) {
        return code + "-" + words.in(archive.language(), "closing.archive.file") + "-" + LocalDate.ofInstant(archive.askedAt(), ZoneOffset.UTC).toString().replace("-", "") + "-v" + archive.number() + ".zip";
    }

    private final class Writing {
        private final Archive archive;
        private final WorkspaceId workspace;
        private final Locale language;
        private final Actor actor;
        private final ProjectAccess access;
        private final String organisation;
        private final Export export;
        private final LocalDate day;
        private final ArchiveZip zip;
        private final Progress progress;
        private final List<Catalogue.Line> written = new ArrayList<>();
        private final List<Catalogue.Line> attached = new ArrayList<>();
        private final AtomicInteger done = new AtomicInteger();
        private volatile boolean givenUp;
        private int total;
        private int lacking;

        Writing(Archive archive, WorkspaceId workspace, Making file, Progress progress) {
            this.archive = archive;
            this.workspace = workspace;
            this.progress = progress;
            language = archive.language();
            actor = Actor.of(workspace, archive.askedBy());
            access = projects.access(archive.project(), actor);
            organisation = read(() -> db.select(WORKSPACE.NAME).from(WORKSPACE).fetchSingle(WORKSPACE.NAME));
            var at = ZonedDateTime.ofInstant(archive.askedAt(), access.homeZone());
            export = new Export(archive.askedByName(), at);
            day = at.toLocalDate();
            zip = new ArchiveZip(file, LocalDateTime.ofInstant(archive.askedAt(), ZoneOffset.UTC));
        }

        Result all() throws IOException {
            var setting = new PaperSource.Setting(access, organisation, language, actor);
            var papers = read(() -> sources.orderedStream().flatMap(source -> source.papers(setting).stream()).filter(paper -> archive.since() == null || paper.at().isAfter(archive.since())).toList());
            var sum = files.sum(archive.project(), archive.since(), Archives.KIND);
            total = papers.size() + sum.files() + 3;
            step(0);
            zip.add("README.txt", t("closing.archive.readme").getBytes(StandardCharsets.UTF_8));
            besides(() -> {
                files();
                history();
                step(1);
            }, () -> {
                for (var paper : papers) paper(paper);
            });
            head();
            catalogue();
            step(1);
            zip.seal(seal::beside);
            step(1);
            return new Result(zip.entries(), lacking, seal.fingerprint());
        }

        private void step(int steps) throws IOException {
            if (givenUp) throw new IOException("given up");
            progress.at(done.addAndGet(steps), total);
        }

        // Files are the disk’s work, documents the processor’s: the ones are copied while the others are made.
        private void besides(Work copying, Work making) throws IOException {
            var copied = new FutureTask<>(() -> Tenancy.in(workspace, () -> {
                copying.run();
                return null;
            }));
            Thread.ofPlatform().daemon().name("archive-files").start(() -> {
                copied.run();
                if (copied.state() != Future.State.SUCCESS) givenUp = true;
            });
            try {
                making.run();
            } catch (IOException | RuntimeException e) {
                givenUp = true;
                if (copied.state() != Future.State.FAILED) throw e;
            }
            try {
                copied.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException refused) throw refused;
                throw new IOException(e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("told to stop", e);
            }
        }

        // ---- documents

        private void paper(PaperSource.Paper paper) throws IOException {
            var place = "documents/" + "%03d".formatted(written.size() + 1) + " ";
            Head head = null;
            Integer pages = null;
            var first = "";
            if (paper.content() != null) {
                DocumentContent content = read(paper.content());
                head = content.head();
                var name = free(place, name(head, paper), "docx");
                zip.add(name + ".docx", bytes(out -> docx.write(content, export, out)));
                if (pdf.fits(content)) {
                    var printed = bytes(out -> pdf.write(content, export, out));
                    pages = counted(printed);
                    zip.add(name + ".pdf", printed);
                    first = name + ".pdf";
                } else first = name + ".docx";
            }
            for (var book : paper.books()) {
                var name = free(place, head == null ? safe(paper.name()) : name(head, paper), book.ending());
                // A whole plan as a file for scheduling programs is larger than what should be held.
                spooled(name + "." + book.ending(), out -> transaction.executeWithoutResult(status -> {
                    try {
                        book.writing().to(out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
                if (first.isEmpty()) first = name + "." + book.ending();
            }
            var document = paper.document();
            var classed = document != null ? document.classification() : Classification.INTERNAL;
            written.add(new Catalogue.Line(head != null && !head.number().isEmpty() ? head.number() + " " + head.version() : document == null ? "–" : document.shownNumber() + " " + document.version(), title(head, paper), author(head), date(head, paper),
                    classed(classed), t((document == null ? Retention.LONG_TERM : document.retention()).key()), pages, first, false));
            if (document != null && classed == Classification.CONFIDENTIAL) taken(document);
            step(1);
        }

        private void taken(Document document) {
            transaction.executeWithoutResult(status -> documents.taken(document.id(), archive.project(), "archive", document.version(), actor));
        }

        private String title(@Nullable Head head, PaperSource.Paper paper) {
            return head == null ? paper.name() : paper.name().isEmpty() || paper.name().equals(head.title()) ? head.title() : head.title() + " " + paper.name();
        }

        private String name(Head head, PaperSource.Paper paper) {
            return safe(title(head, paper) + (head.version().isDraft() ? "" : " " + head.version()));
        }

        private String author(@Nullable Head head) {
            if (head == null) return archive.askedByName();
            var hand = head.prepared() != null ? head.prepared() : head.approved();
            return hand == null ? organisation : hand.name();
        }

        private LocalDate date(@Nullable Head head, PaperSource.Paper paper) {
            return head != null && head.effective() != null ? head.effective() : LocalDate.ofInstant(paper.at(), access.homeZone());
        }

        // ---- files

        private void files() throws IOException {
            ProjectFiles.Item last = null;
            int number = 0;
            for (var page = files.page(archive.project(), archive.since(), Archives.KIND, null, PAGE); !page.isEmpty(); page = files.page(archive.project(), archive.since(), Archives.KIND, last, PAGE)) {
                for (var item : page) file(item, ++number);
                last = page.getLast();
            }
        }

        private void file(ProjectFiles.Item item, int number) throws IOException {
            var path = "files/" + item.subject().kind() + "/" + "%05d".formatted(number) + " " + safe(item.name());
            Integer pages = item.type().startsWith("image/") ? Integer.valueOf(1) : null;
            boolean there;
            try (var in = files.open(workspace, item.sha256()).orElse(null)) {
                there = in != null;
                if (in == null) {
                    lacking++;
                } else if (item.type().equals("application/pdf") && item.size() <= COUNTED) {
                    var pdf = in.readAllBytes();
                    pages = counted(pdf);
                    same(item, zip.add(path, pdf.length, new ByteArrayInputStream(pdf)));
                } else same(item, zip.add(path, item.size(), in));
            }
            attached.add(new Catalogue.Line("F-" + number, item.name(), item.by(), LocalDate.ofInstant(item.at(), access.homeZone()), classed(Classification.INTERNAL), t(Retention.LONG_TERM.key()), there ? pages : null, there ? path : "–", !there));
            step(1);
        }

        private static void same(ProjectFiles.Item item, byte[] found) throws IOException {
            if (!Arrays.equals(found, item.sha256())) throw new IOException(item.name() + " is no longer what it was");
        }

        // ---- what happened

        private void history() throws IOException {
            spooled("history/activities.jsonl", stream -> {
                var out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
                ActivityId last = null;
                for (var batch = lines(null); !batch.isEmpty(); batch = batch.size() < ROWS ? List.of() : lines(last)) {
                    for (var line : batch) write(line, out);
                    last = batch.getLast().id();
                    step(0);
                }
                out.flush();
            });
            attached.add(new Catalogue.Line("–", t("closing.archive.history"), organisation, day, classed(Classification.INTERNAL), t(Retention.LONG_TERM.key()), null, "history/activities.jsonl", false));
        }

        private record Line(ActivityId id, java.time.Instant at, String actor, String type, String subjectKind, java.util.UUID subject, java.util.@Nullable UUID party, String data) {}

        private List<Line> lines(@Nullable ActivityId after) {
            return read(() -> db.select(ACTIVITY.ID, ACTIVITY.AT, MEMBER.DISPLAY_NAME, ACTIVITY.TYPE, ACTIVITY.SUBJECT_KIND, ACTIVITY.SUBJECT_ID, ACTIVITY.PARTY_ID, ACTIVITY.DATA)
                    .from(ACTIVITY)
                    .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ACTIVITY.WORKSPACE_ID), MEMBER.ID.eq(ACTIVITY.ACTOR_ID))
                    .where(ACTIVITY.PROJECT_ID.eq(archive.project()))
                    .and(after == null ? DSL.noCondition() : ACTIVITY.ID.gt(after))
                    .and(archive.since() == null ? DSL.noCondition() : ACTIVITY.AT.gt(archive.since()))
                    .orderBy(ACTIVITY.ID)
                    .limit(DSL.inline(ROWS))
                    .fetch(row -> new Line(row.value1(), row.value2(), Objects.toString(row.value3(), ""), row.value4(), row.value5(), row.value6(), row.value7() == null ? null : row.value7().value(), row.value8().data())));
        }

        private void write(Line line, BufferedWriter out) throws IOException {
            var object = json.createObjectNode();
            object.put("id", line.id().toString()).put("at", line.at().toString()).put("actor", line.actor()).put("type", line.type());
            object.put("text", words.has("activity." + line.type()) ? words.in(language, "activity." + line.type()) : line.type());
            object.put("subject", line.subjectKind() + ":" + line.subject());
            if (line.party() != null) object.put("party", line.party().toString());
            object.set("data", json.readTree(line.data()));
            out.write(json.writeValueAsString(object));
            out.write('\n');
        }

        // ---- about itself

        private void head() throws IOException {
            var chain = read(() -> seals.head(workspace));
            var head = new LinkedHashMap<String, Object>();
            head.put("format", FORMAT);
            head.put("organisation", organisation);
            head.put("project", access.name());
            head.put("code", access.code());
            head.put("volume", archive.number());
            head.put("since", archive.since() == null ? null : archive.since().toString());
            head.put("asked_at", archive.askedAt().toString());
            head.put("asked_by", archive.askedByName());
            head.put("lacking", lacking);
            head.put("history_seal", chain.number() == 0 ? null : chain.number() + ":" + chain.hash());
            head.put("certificate_sha256", seal.fingerprint());
            zip.add(HEAD, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(head));
        }

        private void catalogue() throws IOException {
            var writing = new Catalogue(words, language);
            var catalogue = Stream.concat(written.stream(), attached.stream()).toList();
            var title = t(archive.supplementary() ? "closing.catalogue.supplementary" : "closing.catalogue.document", archive.number());
            var all = writing.paper(catalogue, 1, title, organisation, access.name(), archive.askedByName(), day);
            zip.add("catalogue.html", ("<!doctype html><html lang=\"" + language.toLanguageTag() + "\"><head><meta charset=\"utf-8\"><title>" + title + "</title><style>body{font-family:sans-serif;margin:2rem}table{border-collapse:collapse;width:100%;margin:.5rem 0}"
                    + "th,td{border:1px solid #999;padding:.3rem .5rem;text-align:start;vertical-align:top}</style></head><body>" + DocumentHtml.article(all, words) + "</body></html>").getBytes(StandardCharsets.UTF_8));
            zip.add("catalogue.docx", bytes(out -> docx.write(all, export, out)));
            zip.add("catalogue.xlsx", bytes(out -> writing.write(catalogue, title + " " + access.name(), organisation + " · " + day, out)));
            for (int from = 0; from < catalogue.size(); from += ON_PAPER) {
                int first = from;
                var part = catalogue.subList(from, Math.min(from + ON_PAPER, catalogue.size()));
                var content = writing.paper(part, first + 1, title, organisation, access.name(), archive.askedByName(), day);
                var printed = bytes(out -> pdf.write(content, export, out));
                zip.add(from == 0 ? "catalogue.pdf" : "catalogue-" + (from / ON_PAPER + 1) + ".pdf", seal.on(printed, t("closing.archive.seal_reason"), export.at()));
            }
        }

        // ----

        /** Written beside first, as nobody knows how long it becomes. */
        private void spooled(String name, Filling filling) throws IOException {
            var spool = Files.createTempFile("meridian-archive", "");
            try {
                try (var out = new BufferedOutputStream(Files.newOutputStream(spool), 1 << 16)) {
                    filling.to(out);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
                try (var in = Files.newInputStream(spool)) {
                    zip.add(name, Files.size(spool), in);
                }
            } finally {
                Files.deleteIfExists(spool);
            }
        }

        private String free(String place, String name, String ending) {
            var wanted = place + name;
            int n = 1;
            while (zip.holds(wanted + "." + ending)) wanted = place + name + " " + ++n;
            return wanted;
        }

        private String classed(Classification classification) {
            return t("document.class." + classification.name().toLowerCase(Locale.ROOT));
        }

        private String t(String key, Object... arguments) {
            return words.in(language, key, arguments);
        }
    }

    private <T> T read(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    private interface Work {
        void run() throws IOException;
    }

    private interface Filling {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Filling filling) throws IOException {
        var out = new ByteArrayOutputStream();
        try {
            filling.to(out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return out.toByteArray();
    }

    private static @Nullable Integer counted(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            return document.getNumberOfPages();
        } catch (IOException e) {
            return null; // locked, or broken as it came
        }
    }

    // What every file system takes; the end of a name says what it is and stays.
    private static String safe(String text) {
        var name = FORBIDDEN.matcher(text).replaceAll("_").replaceAll("\\s+", " ").replaceAll("^[. ]+|[. ]+$", "");
        if (name.isEmpty()) return "_";
        if (name.codePointCount(0, name.length()) <= LONGEST_NAME) return name;
        var dot = name.lastIndexOf('.');
        var end = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
        return name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - end.length())).strip() + end;
    }
}
