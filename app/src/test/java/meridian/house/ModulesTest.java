package meridian.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import meridian.Meridian;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Conditional;
import org.springframework.modulith.core.ApplicationModules;

/** The arrows of the house point down only: those of the packages, and those of the schemas. */
class ModulesTest {
    private static final ApplicationModules MODULES = ApplicationModules.of(Meridian.class);

    @Test
    void theModulesDependOnlyOnWhatStandsBeneathThem() {
        MODULES.verify();
    }

    @Test
    void aModuleReadsOnlySchemasThatStandBeneathIt() {
        var wrong = new TreeSet<String>();
        for (var javaClass : classes()) {
            var module = module(javaClass.getPackageName());
            if (module == null) continue;
            var allowed = new TreeSet<>(allowed(module));
            allowed.add(module);
            // Who a row points to is part of every page: names of people and regions may be read by all.
            allowed.add("identity");
            for (var dependency : javaClass.getDirectDependenciesFromSelf()) {
                var schema = schema(dependency.getTargetClass());
                if (schema != null && !allowed.contains(schema)) wrong.add(javaClass.getName() + " reads the schema " + schema);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noClassIsNamedForWantOfAName() {
        var wrong = new TreeSet<String>();
        for (var javaClass : classes()) {
            if (javaClass.getSimpleName().matches(".*(Manager|Helper|Util|Utils|Impl)")) wrong.add(javaClass.getName());
        }
        assertThat(wrong).isEmpty();
    }

    /** A quick start makes the beans that were found when it was prepared (meridian.Wiring): no setting may add one or leave one out. */
    @Test
    void whichBeansThereAreIsKnownBeforeAStart() {
        var conditional = new TreeSet<String>();
        for (var javaClass : classes()) {
            boolean here = javaClass.isMetaAnnotatedWith(Conditional.class) || javaClass.getMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Conditional.class));
            if (here) conditional.add(javaClass.getName());
        }
        // For whoever develops; and a clock that tests set.
        assertThat(conditional).containsExactly("meridian.tenancy.Clocks", "meridian.web.GalleryController", "meridian.web.Sources");
    }

    private static JavaClasses classes() {
        return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("meridian");
    }

    private static String module(String packageName) {
        var parts = packageName.split("\\.");
        return parts.length > 1 ? parts[1] : null;
    }

    private static String schema(JavaClass target) {
        var name = target.getPackageName();
        if (!name.startsWith("db.") || name.startsWith("db.embedded")) return null;
        return name.split("\\.")[1];
    }

    private static Set<String> allowed(String module) {
        return MODULES.getModuleByName(module)
                .map(found -> found.getBasePackage().getAnnotation(org.springframework.modulith.ApplicationModule.class)
                        .map(annotation -> Set.of(annotation.allowedDependencies()))
                        .orElse(Set.of()))
                .orElse(Set.of());
    }
}
