package meridian.project;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.Documents;
import meridian.document.Export;
import meridian.document.XlsxWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The registers of a project, to be looked at, taken out and archived. A register gets its number with the first copy that is taken. */
@Component
@Order(85)
public class Registers implements PaperSource {
    private final ObjectProvider<Register> registers;
    private final Documents documents;
    private final XlsxWriter xlsx;
    private final Clock clock;

    Registers(ObjectProvider<Register> registers, Documents documents, XlsxWriter xlsx, Clock clock) {
        this.registers = registers;
        this.documents = documents;
        this.xlsx = xlsx;
        this.clock = clock;
    }

    public Optional<Register> find(String name) {
        return registers.stream().filter(register -> register.name().equals(name)).findFirst();
    }

    /** A register with its entry among the documents, null while no copy was taken. */
    public record Sheet(@Nullable Document document, DocumentContent content) {}

    /** As it stands, to be looked at. */
    @Transactional(readOnly = true)
    public Sheet look(Register register, Setting setting) {
        return sheet(register, setting, documents.find(setting.project().id(), register.name(), setting.project().id()).orElse(null));
    }

    /** As it stands, to be taken out. */
    @Transactional
    public Sheet take(Register register, Setting setting) {
        return sheet(register, setting, registered(register, setting));
    }

    private Sheet sheet(Register register, Setting setting, @Nullable Document document) {
        return new Sheet(document, register.content(register.listing(setting.project(), setting.language()), setting, document, LocalDate.ofInstant(clock.instant(), setting.project().homeZone())));
    }

    /** As a workbook that its module has laid out; none where the tables are the workbook. {@code marks} are what it says of itself. */
    public Optional<PaperSource.Writing> book(Register register, Setting setting, String marks) {
        return Optional.ofNullable(register.book(setting, clock.instant(), marks));
    }

    /** Its entry among the documents, made where there was none. */
    @Transactional
    public Document registered(Register register, Setting setting) {
        var project = setting.project();
        return documents.registerStanding(project.id(), project.code(), register.name(), register.letters(), project.id(), LocalDate.ofInstant(clock.instant(), project.homeZone()));
    }

    /** Those in which something stands. */
    @Override
    public List<Paper> papers(Setting setting) {
        var project = setting.project();
        var papers = new ArrayList<Paper>();
        for (var register : registers.orderedStream().toList()) {
            var latest = register.listing(project, setting.language()).latest();
            if (latest == null) continue;
            var document = registered(register, setting);
            var on = LocalDate.ofInstant(latest, project.homeZone());
            java.util.function.Supplier<DocumentContent> content = () -> register.content(register.listing(project, setting.language()), setting, document, on);
            var own = register.book(setting, latest, "");
            papers.add(new Paper(document, "", latest, content, List.of(new Book("xlsx", own != null ? own : out -> xlsx.write(content.get(), new Export("", latest.atZone(project.homeZone())), out)))));
        }
        return papers;
    }
}
