package dev.firstlight.server.chaos;

/**
 * What an observer saw: where it was ({@link Position}), and which variant a flag had there.
 *
 * @param flag empty where only the position was looked at
 */
record Sight(int observer, long at, long position, String flag, String variant) {

    String line() {
        return String.join("\t", Integer.toString(observer), Long.toString(at), Position.text(position), flag, variant);
    }

    static Sight of(String line) {
        String[] cells = line.split("\t", -1);
        String[] position = cells[2].split("-");
        return new Sight(
                Integer.parseInt(cells[0]),
                Long.parseLong(cells[1]),
                Position.of(Long.parseLong(position[0]), Long.parseLong(position[1])),
                cells[3],
                cells[4]);
    }
}
