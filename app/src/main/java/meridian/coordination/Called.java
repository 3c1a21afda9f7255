package meridian.coordination;

/** The number in what a duty is called: its title begins with what people call the thing by (“RR-3 …”, “D-1 …”). */
final class Called {
    private Called() {}

    static int number(String title) {
        int from = title.indexOf('-') + 1;
        int until = title.indexOf(' ', from);
        return Integer.parseInt(title.substring(from, until < 0 ? title.length() : until));
    }
}
