package meridian.bench;

/** One measured number against its target; {@code met} is null where there is no target. */
record Figure(String name, String metric, double value, String unit, Double target, Boolean met) {
    static Figure atMost(String name, String metric, double value, String unit, double target) {
        return new Figure(name, metric, value, unit, target, value <= target);
    }

    static Figure plain(String name, String metric, double value, String unit) {
        return new Figure(name, metric, value, unit, null, null);
    }

    String json() {
        return "{\"name\":\"%s\",\"metric\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"target\":%s,\"met\":%s}"
                .formatted(name, metric, number(value), unit, target == null ? "null" : number(target), met);
    }

    String row() {
        return "%-10s %-46s %12s %-8s %10s  %s".formatted(name, metric, number(value), unit, target == null ? "" : "≤ " + number(target), met == null ? "" : met ? "met" : "NOT MET");
    }

    private static String number(double value) {
        return value >= 100 ? String.format(java.util.Locale.ROOT, "%.0f", value) : String.format(java.util.Locale.ROOT, "%.2f", value);
    }
}
