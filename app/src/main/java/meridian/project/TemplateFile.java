package meridian.project;

import java.util.List;
import java.util.Map;
import meridian.tenancy.Refused;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A scenario template as a file: JSON that says what it is and holds the whole template. Whatever somebody brings is read by its shape or refused with what is wrong. */
public final class TemplateFile {
    public static final int LARGEST = 1_000_000;
    static final String FORMAT = "meridian-template";
    static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).maxStringLength(20_000).maxNumberLength(30).maxNameLength(100).maxDocumentLength(LARGEST).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private TemplateFile() {}

    static byte[] write(ObjectNode whole) {
        var file = JSON.createObjectNode();
        file.put("format", FORMAT).put("format_version", VERSION);
        file.setAll(whole);
        return JSON.writeValueAsBytes(file);
    }

    /** The whole template that a file holds; refused at the field {@code file} where it holds none, with up to twenty reasons. */
    static ObjectNode read(byte[] content, Map<String, Boolean> duties) {
        if (content.length == 0) throw Refused.at("file", "scenario.file.empty");
        if (content.length > LARGEST) throw Refused.at("file", "scenario.file.large", LARGEST / 1000);
        ObjectNode file;
        try {
            if (!(JSON.readTree(content) instanceof ObjectNode object)) throw Refused.at("file", "scenario.file.not_json");
            file = object;
        } catch (JacksonException e) {
            throw Refused.at("file", "scenario.file.not_json");
        }
        if (!file.path("format").asString("").equals(FORMAT)) throw Refused.at("file", "scenario.file.not_template");
        if (file.path("format_version").asInt(0) != VERSION) throw Refused.at("file", "scenario.file.version");
        file.remove(List.of("format", "format_version"));
        var reading = new TemplateReading(duties);
        var whole = reading.part(TemplateShape.WHOLE, file, "");
        if (!reading.good()) throw new Refused(reading.wrongs().stream().map(wrong -> new Refused.Problem("file", "scenario.file." + wrong.kind(), arguments(wrong))).toList());
        return whole;
    }

    private static List<Object> arguments(TemplateReading.Wrong wrong) {
        var arguments = new java.util.ArrayList<Object>();
        arguments.add(wrong.place());
        arguments.addAll(wrong.arguments());
        return arguments;
    }
}
