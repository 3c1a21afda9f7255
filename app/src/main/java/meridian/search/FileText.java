package meridian.search;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * The text that stands in a file, up to so many characters: of Office and OpenDocument files, PDF and plain text. However a file is
 * made, reading it takes no more than so much memory and time.
 */
final class FileText {
    static final int MOST = 200_000;

    private static final long INFLATED = 48L << 20;
    private static final int ENTRIES = 10_000;
    private static final int BYTES_OF_TEXT = 1 << 20;
    private static final Pattern OFFICE = Pattern.compile("application/vnd\\.(openxmlformats-officedocument|ms-word|ms-excel|ms-powerpoint)\\..*");
    private static final Pattern PARTS = Pattern.compile("word/(document|header\\d*|footer\\d*|footnotes|endnotes|comments)\\.xml|xl/sharedStrings\\.xml|xl/worksheets/sheet\\d+\\.xml|ppt/(slides/slide|notesSlides/notesSlide)\\d+\\.xml");
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
    }

    private FileText() {}

    /** Nothing can be read in it. */
    static final class Unreadable extends Exception {
        Unreadable(String reason) {
            super(reason);
        }
    }

    /** Whether this is a kind of file that texts can be taken out of. */
    static boolean readable(String type) {
        return OFFICE.matcher(type).matches() || type.equals("application/x-tika-ooxml") || type.startsWith("application/vnd.oasis.opendocument.") || type.equals("application/pdf") || type.startsWith("text/") || type.equals("application/json")
                || type.equals("application/xml");
    }

    static String of(Path file, String type) throws Unreadable {
        try {
            if (!Files.isRegularFile(file)) throw new Unreadable("it is gone");
            if (OFFICE.matcher(type).matches() || type.equals("application/x-tika-ooxml")) return archive(file, PARTS);
            if (type.startsWith("application/vnd.oasis.opendocument.")) return archive(file, Pattern.compile("content\\.xml"));
            if (type.equals("application/pdf")) return PdfText.apart(file);
            if (!readable(type)) throw new Unreadable("a kind without text: " + type);
            return plain(file);
        } catch (IOException | XMLStreamException | IllegalArgumentException | StackOverflowError e) {
            throw new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    // ---- files that are archives of XML

    private static String archive(Path file, Pattern wanted) throws IOException, XMLStreamException {
        var text = new StringBuilder();
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.size() > ENTRIES) throw new IOException("too many parts");
            long[] left = {INFLATED};
            for (var part : zip.stream().filter(each -> wanted.matcher(each.getName()).matches()).sorted(java.util.Comparator.comparing(FileText::order)).toList()) {
                if (text.length() >= MOST) break;
                try (var in = new Bounded(zip.getInputStream(part), left)) {
                    read(in, text);
                }
            }
        }
        return text.toString();
    }

    // slide2 comes before slide10.
    private static String order(ZipEntry part) {
        return Pattern.compile("\\d+").matcher(part.getName()).replaceAll(number -> "0".repeat(Math.max(0, 9 - number.group().length())) + number.group());
    }

    // In Office files texts are in elements called t; in OpenDocument ones everything is. Numbers of cells are of no use to a search.
    private static void read(InputStream in, StringBuilder text) throws XMLStreamException {
        var xml = XML.createXMLStreamReader(new BufferedInputStream(in));
        boolean open = false;
        boolean document = false;
        int depth = 0;
        while (xml.hasNext() && text.length() < MOST) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > 400) throw new XMLStreamException("too deep");
                    if (depth == 1) document = xml.getLocalName().equals("document-content");
                    open = xml.getLocalName().equals("t");
                    if (document && (xml.getLocalName().equals("tab") || xml.getLocalName().equals("s"))) text.append(' ');
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (open || document) text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(xml.getTextLength(), MOST - text.length()));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    open = false;
                    switch (xml.getLocalName()) {
                        case "p", "h", "si", "row", "table-row", "br" -> text.append('\n');
                        case "tab", "c", "tc", "table-cell" -> text.append(' ');
                        default -> {}
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("no document has a type");
                default -> {}
            }
        }
    }

    /** Ends what swells: a few kilobytes can be inflated to gigabytes. */
    private static final class Bounded extends FilterInputStream {
        private final long[] left;

        Bounded(InputStream in, long[] left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            return read < 0 ? read : counted(1) & read;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int read = super.read(bytes, from, most);
            if (read > 0) counted(read);
            return read;
        }

        private int counted(int read) throws IOException {
            left[0] -= read;
            if (left[0] < 0) throw new IOException("it swells");
            return 0xff;
        }
    }

    // ---- plain text

    private static String plain(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(BYTES_OF_TEXT);
        }
        var text = decoded(bytes);
        return text.length() > MOST ? text.substring(0, MOST) : text;
    }

    // UTF-8 if it is, and else what Chinese editors wrote before it.
    private static String decoded(byte[] bytes) {
        if (bytes.length > 1 && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)) return new String(bytes, StandardCharsets.UTF_16);
        for (int cut = 0; cut < 4 && cut < bytes.length; cut++) { // the last character may have been cut
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut)).toString();
            } catch (CharacterCodingException e) {
                if (bytes.length < BYTES_OF_TEXT) break;
            }
        }
        return new String(bytes, Charset.forName("GB18030"));
    }
}
