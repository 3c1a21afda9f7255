package meridian.codegen;

import org.jooq.codegen.DefaultGeneratorStrategy;
import org.jooq.meta.Definition;
import org.jooq.meta.SchemaDefinition;

/** A module's main table bears its schema's name: the schema's own constant and class make room for it. */
public final class Names extends DefaultGeneratorStrategy {
    @Override
    public String getJavaIdentifier(Definition definition) {
        var name = super.getJavaIdentifier(definition);
        return definition instanceof SchemaDefinition ? name + "_SCHEMA" : name;
    }

    @Override
    public String getJavaPackageName(Definition definition, Mode mode) {
        return super.getJavaPackageName(definition, mode).replace("_schema", "");
    }

    @Override
    public String getJavaClassName(Definition definition, Mode mode) {
        var name = super.getJavaClassName(definition, mode);
        return definition instanceof SchemaDefinition ? name + "Schema" : name;
    }
}
