package mer4j.corpus;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Made-up names of artists and pieces that say nothing about what the music expresses. */
final class Names {
  private static final List<String> FIRST =
      List.of(
          "Copper",
          "Paper",
          "Seven",
          "Harbour",
          "Little",
          "Northern",
          "Velvet",
          "Glass",
          "Orchard",
          "Signal",
          "Wooden",
          "Second",
          "River",
          "Corner",
          "Silver",
          "Garden",
          "Morse",
          "Station",
          "Linen",
          "Amber");
  private static final List<String> SECOND =
      List.of(
          "Foxes",
          "Letters",
          "Trio",
          "Machines",
          "Society",
          "Radio",
          "Quartet",
          "Maps",
          "Parade",
          "Union",
          "Lanterns",
          "Players",
          "Ensemble",
          "Atlas",
          "Kites",
          "Ferry");
  private static final List<String> THINGS =
      List.of(
          "Window",
          "Street",
          "Bridge",
          "Tuesday",
          "Postcard",
          "Orange",
          "Platform",
          "Clock",
          "Kitchen",
          "Lighthouse",
          "Notebook",
          "Train",
          "Ladder",
          "Coat",
          "Island",
          "Door",
          "Compass",
          "Suitcase",
          "Balcony",
          "Envelope");
  private static final List<String> WAYS =
      List.of(
          "The %s",
          "%s Number Four",
          "A %s and a Chair",
          "Behind the %s",
          "%s at Noon",
          "Two by %s",
          "The Other %s",
          "Leaving the %s",
          "%s Song",
          "Every %s");

  private Names() {}

  /** Distinct names of artists. */
  static List<String> artists(Draws draws, int count) {
    var names = new LinkedHashSet<String>();
    while (names.size() < count) {
      var name = draws.one(FIRST) + " " + draws.one(SECOND);
      // Large corpora run out of pairs: a number makes the name new.
      names.add(names.contains(name) ? name + " " + (names.size() + 1) : name);
    }
    return new ArrayList<>(names);
  }

  static String title(Draws draws) {
    return draws.one(WAYS).formatted(draws.one(THINGS));
  }
}
