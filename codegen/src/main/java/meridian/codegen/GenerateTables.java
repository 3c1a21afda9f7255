package meridian.codegen;

import db.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Target;

/**
 * Writes the jOOQ classes of every schema from a database made by the migrations: {@code GenerateTables MIGRATIONS IDS
 * TARGET}. Does nothing when the target was made from the same input.
 */
public final class GenerateTables {
    /** Columns that hold a person whatever their name says. */
    private static final String PEOPLE =
            "(?:.*_)?(?:member|host|recorder|owner|lead|head|deputy|stand_in|by|author|approver|presenter|actor|owed_to|help_from|doer|acting|waiting_for|opened_for)_id|(?:.*_)by";

    public static void main(String[] arguments) throws Exception {
        var migrations = Path.of(arguments[0]);
        var ids = Path.of(arguments[1]);
        var target = Path.of(arguments[2]);
        var stamp = target.resolve("stamp");
        var fingerprint = fingerprint(migrations, ids);
        if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) return;

        var folder = Files.createTempDirectory("meridian-codegen");
        try (var postgres = EmbeddedPostgres.start(folder, List.of("fsync=off"))) {
            postgres.ensureDatabase("meridian");
            Flyway.configure()
                    .dataSource(postgres.url("meridian"), postgres.owner(), postgres.ownerPassword())
                    .locations("filesystem:" + migrations)
                    .defaultSchema("public")
                    .load()
                    .migrate();
            generate(postgres, idTypes(ids), target);
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
            }
        }
        Files.writeString(stamp, fingerprint);
    }

    private static void generate(EmbeddedPostgres postgres, Map<String, String> idTypes, Path target) throws Exception {
        var schemata = new ArrayList<SchemaMappingType>();
        try (var connection = postgres.connect("meridian");
                var rows = connection.createStatement().executeQuery("select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('public', 'information_schema', 'extension') order by 1")) {
            while (rows.next()) schemata.add(new SchemaMappingType().withInputSchema(rows.getString(1)));
        }
        GenerationTool.generate(new Configuration()
                .withJdbc(new Jdbc()
                        .withDriver("org.postgresql.Driver")
                        .withUrl(postgres.url("meridian"))
                        .withUser(postgres.owner())
                        .withPassword(postgres.ownerPassword()))
                .withGenerator(new Generator()
                        .withStrategy(new org.jooq.meta.jaxb.Strategy().withName(Names.class.getName()))
                        .withDatabase(new Database()
                                .withSchemata(schemata)
                                .withOutputSchemaToDefault(false)
                                .withForcedTypes(forcedTypes(idTypes)))
                        .withGenerate(new Generate()
                                .withGlobalObjectReferences(true)
                                .withJavaTimeTypes(true)
                                .withGeneratedAnnotation(false)
                                .withPojos(false)
                                .withDaos(false)
                                .withImplicitJoinPathsToMany(false))
                        .withTarget(new Target()
                                .withPackageName("db")
                                .withDirectory(target.toString())
                                .withClean(true))));
    }

    private static List<ForcedType> forcedTypes(Map<String, String> idTypes) {
        var types = new ArrayList<ForcedType>();
        types.add(id("WorkspaceId", "(?:.*\\.)?workspace_id|identity\\.workspace\\.id"));
        types.add(id("MemberId", "(?:.*\\.)?(?:" + PEOPLE + ")|identity\\.member\\.id"));
        idTypes.forEach((column, type) -> {
            if (!type.equals("MemberId") && !type.equals("WorkspaceId")) {
                types.add(id(type, "(?:.*\\.)?(?:\\w+_)?" + column + "_id|\\w+\\." + column + "\\.(?:id|parent_id)"));
            }
        });
        types.add(new ForcedType()
                .withUserType("java.time.Instant")
                .withConverter("org.jooq.Converter.ofNullable(java.time.OffsetDateTime.class, java.time.Instant.class, java.time.OffsetDateTime::toInstant, i -> i.atOffset(java.time.ZoneOffset.UTC))")
                .withIncludeTypes("timestamp with time zone|timestamptz.*|timestamp\\(\\d\\) with time zone"));
        return types;
    }

    private static ForcedType id(String type, String columns) {
        var name = "meridian.tenancy." + type;
        return new ForcedType()
                .withUserType(name)
                .withConverter("org.jooq.Converter.ofNullable(java.util.UUID.class, " + name + ".class, " + name + "::new, " + name + "::value)")
                .withIncludeExpression(columns)
                .withIncludeTypes("uuid");
    }

    /** snake_case name of a thing → the type of its id, longest first, from the records in the ids' folder. */
    private static Map<String, String> idTypes(Path ids) throws Exception {
        var names = new ArrayList<String>();
        try (var files = Files.list(ids)) {
            files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> name.endsWith("Id") && name.length() > 2)
                    .forEach(names::add);
        }
        names.sort((a, b) -> a.length() == b.length() ? a.compareTo(b) : b.length() - a.length());
        var types = new LinkedHashMap<String, String>();
        for (var name : names) {
            var snake = Pattern.compile("(?<!^)([A-Z])").matcher(name.substring(0, name.length() - 2)).replaceAll("_$1").toLowerCase();
            types.put(snake, name);
        }
        return types;
    }

    private static String fingerprint(Path... folders) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        for (var folder : folders) {
            try (var files = Files.walk(folder)) {
                for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                    digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        for (var code : new String[] {"GenerateTables.class", "Names.class"}) {
            digest.update(GenerateTables.class.getResourceAsStream(code).readAllBytes());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
