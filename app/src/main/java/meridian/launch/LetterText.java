package meridian.launch;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import meridian.project.FrozenTables.ResourceList;
import meridian.project.FrozenTables.ResponsibilityTable;
import meridian.project.FrozenTables.Version;
import meridian.web.Words;

/**
 * The exact text of a party’s commitment letter 协同承诺书, filled in from the responsibility table and the resource list it names.
 * The same facts make the same text: no day and no person stands in it. Its fingerprint is the SHA-256 of its UTF-8.
 */
record LetterText(String number, String organisation, String project, String code, String party, Version charter, Version responsibilities, Version resources, ResponsibilityTable table, ResourceList list, String clause) {

    String in(Locale language, Words words) {
        var text = new StringBuilder();
        text.append(words.in(language, "launch.letter_document")).append("\n\n");
        labelled(text, language, words, "launch.letter.number", number);
        labelled(text, language, words, "launch.letter.organisation", organisation);
        labelled(text, language, words, "launch.letter.project", project + " (" + code + ")");
        labelled(text, language, words, "launch.letter.party", party);
        section(text, language, words, "launch.letter.grounds", Stream.of(
                named(language, words, "launch.letter.charter", charter), named(language, words, "launch.letter.responsibilities", responsibilities), named(language, words, "launch.letter.resources", resources)).toList());
        section(text, language, words, "launch.letter.duties", duties(language, words));
        section(text, language, words, "launch.letter.cooperation", Stream.of(1, 2, 3, 4, 5).map(n -> words.in(language, "launch.letter.cooperation_" + n)).toList());
        var provided = list.lines().stream().filter(line -> line.provider().equals(party)).map(line -> provided(language, words, line)).toList();
        if (!provided.isEmpty()) section(text, language, words, "launch.letter.provides", provided);
        if (!clause.isEmpty()) section(text, language, words, "launch.letter.clause", List.of(clause.split("\n")));
        text.append('\n').append(words.in(language, "launch.letter.promise", party)).append('\n');
        return text.toString();
    }

    private static String named(Locale language, Words words, String key, Version version) {
        return words.in(language, "launch.letter.version", words.in(language, key), version.text(), version.sha256());
    }

    private List<String> duties(Locale language, Words words) {
        int column = table.parties().indexOf(party);
        var lines = table.rows().stream()
                .filter(row -> column >= 0 && !row.letters().get(column).isEmpty())
                .map(row -> words.in(language, "launch.letter.raci_" + row.letters().get(column), row.deliverable()))
                .toList();
        return lines.isEmpty() ? List.of(words.in(language, "launch.letter.no_duties")) : lines;
    }

    private static String provided(Locale language, Words words, ResourceList.Line line) {
        var amount = line.amount().isEmpty() ? "" : line.amount() + " " + line.unit();
        return words.in(language, "launch.letter.resource", line.name(), amount.strip(), line.from().isEmpty() ? "–" : line.from(), line.until().isEmpty() ? "–" : line.until());
    }

    private static void labelled(StringBuilder text, Locale language, Words words, String label, String value) {
        text.append(words.in(language, "launch.letter.labelled", words.in(language, label), value)).append('\n');
    }

    private static void section(StringBuilder text, Locale language, Words words, String title, List<String> lines) {
        text.append('\n').append(words.in(language, title)).append('\n');
        for (int i = 0; i < lines.size(); i++) text.append(i + 1).append(". ").append(lines.get(i)).append('\n');
    }
}
