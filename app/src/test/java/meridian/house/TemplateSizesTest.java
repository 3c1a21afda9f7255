package meridian.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** A method of more than 8,000 bytes is never compiled by the JVM, so a template that grows beyond it is suddenly ten times slower. */
class TemplateSizesTest {
    private static final int MOST = 8_000;

    @Test
    void everyTemplateIsSmallEnoughToBeCompiled() throws IOException {
        var tooLarge = new ArrayList<String>();
        try (var files = Files.walk(Path.of("target/classes/jte"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                for (var method : ClassFile.of().parse(file).methods()) {
                    if (method.methodName().equalsString("<clinit>")) continue;
                    int size = method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
                    if (size > MOST) tooLarge.add(file.getFileName() + " " + method.methodName().stringValue() + ": " + size);
                }
            }
        }
        assertThat(tooLarge).as("templates to be taken apart").isEmpty();
    }
}
