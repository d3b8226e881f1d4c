package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import mer4j.ProgressListener;
import mer4j.TestData;
import mer4j.corpus.EmbeddedCorpus;
import mer4j.eval.PublishedClass;
import mer4j.features.FrameCut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackSetTest {
  @TempDir Path folder;

  private static final String LINE =
      "track_0000948\tartist_000087\talbum_000149\t48/948.mp3\t212.7\t";

  private Path table(String... lines) throws IOException {
    return Files.writeString(
        folder.resolve("tracks.tsv"), Track.HEADER + "\r\n" + String.join("\r\n", lines) + "\r\n");
  }

  @Test
  void rowsHaveAsManyTagsAsTheyHave() throws IOException {
    var one = Track.read(table(LINE + "mood/theme---happy\tmood/theme---film")).getFirst();
    assertEquals(List.of("film", "happy"), one.tags());
    assertEquals("film", one.firstTag());
    assertEquals("artist_000087", one.artist());
    assertEquals(212.7, one.seconds());
    assertEquals(48, one.folder());
    assertEquals("48/948.low.mp3", one.path(".low.mp3"));
    assertEquals(0, Track.read(table("")).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "track_1",
        "track_0000948\tartist_000087\talbum_000149\t48/948.mp3\t212.7",
        "track_0000948\tartist_000087\talbum_000149\t48/948.mp3\t212.7\t",
        "track_0000948\tartist_000087\talbum_000149\t../948.mp3\t212.7\tmood/theme---sad",
        "track_0000948\tartist_000087\talbum_000149\t48/948.mp3\tlong\tmood/theme---sad"
      })
  void damagedRowsAreNamed(String line) throws IOException {
    var file = table(LINE + "mood/theme---sad", line);
    var error = assertThrows(IOException.class, () -> Track.read(file));
    assertTrue(error.getMessage().contains("tracks.tsv: line 3 is not a track"), error.toString());
    assertFalse(error.getMessage().contains("\n"));
    var twice = table(LINE + "mood/theme---sad", LINE + "mood/theme---sad");
    assertTrue(
        assertThrows(IOException.class, () -> Track.read(twice)).getMessage().contains("before"));
    Files.writeString(twice, "id,tags\n");
    assertTrue(
        assertThrows(IOException.class, () -> Track.read(twice)).getMessage().contains("first"));
  }

  /** Classes and counts of the study, and the division that comes with the set. */
  @Test
  void theRealTablesGiveTheStudysClasses() throws IOException {
    var shared = TestData.shared("datasets/jamendo");
    var descriptor = Datasets.descriptor("jamendo");
    Files.copy(
        shared.resolve("autotagging_moodtheme.tsv"), folder.resolve(descriptor.tracks().table()));
    for (var part : List.of("train", "validation", "test")) {
      var name = "autotagging_moodtheme-" + part + ".tsv";
      Files.copy(shared.resolve("split-0").resolve(name), folder.resolve(name));
    }
    var entries = new TrackSet(descriptor, folder, folder.resolve("f")).entries();
    assertEquals(14_023, entries.size());
    assertEquals(descriptor.clips(), entries.size());
    var published = PublishedClass.of("jamendo");
    assertEquals(descriptor.classes(), published.stream().map(PublishedClass::name).toList());
    var lost = List.of("advertising", "heavy", "soundscape"); // one track of each, in the study
    for (int k = 0; k < 59; k++) {
      int label = k;
      int known = published.get(k).clips() + (lost.contains(published.get(k).name()) ? 1 : 0);
      assertEquals(known, entries.stream().filter(e -> e.label() == label).count(), "class " + k);
    }
    assertEquals(6557, entries.stream().filter(e -> e.track().tags().size() > 1).count());
    assertEquals(1358, entries.stream().map(e -> e.track().artist()).distinct().count());
    assertEquals(7563, part(entries, Clip.Part.TRAIN).size());
    assertEquals(2809, part(entries, Clip.Part.VALIDATION).size());
    assertEquals(3262, part(entries, Clip.Part.TEST).size());
    var artists = new HashSet<>(part(entries, Clip.Part.TRAIN));
    assertTrue(part(entries, Clip.Part.VALIDATION).stream().noneMatch(artists::contains));
    artists.addAll(part(entries, Clip.Part.VALIDATION));
    assertTrue(part(entries, Clip.Part.TEST).stream().noneMatch(artists::contains));
    copiesInTheStudysTest(entries);
  }

  private static List<String> part(List<TrackSet.Entry> entries, Clip.Part part) {
    return entries.stream().filter(e -> e.part() == part).map(e -> e.track().artist()).toList();
  }

  private static void copiesInTheStudysTest(List<TrackSet.Entry> entries) {
    var labels = entries.stream().mapToInt(TrackSet.Entry::label).toArray();
    var facts = BalancingFacts.of(labels, 5);
    assertEquals(13_983, facts.facts().getFirst().mean(), "rows");
    assertEquals(8424, facts.distinct().mean(), 25, "different tracks");
    assertEquals(.500, facts.leaked().mean(), .012, "copies in the test");
    assertEquals(.508, facts.memorized().mean(), .012, "a pure memory");
  }

  @Test
  void theEmbeddedCorpusAsATreeOfTracks() throws IOException {
    var corpus = folder.resolve("corpus");
    EmbeddedCorpus.write(corpus, 96, 1, 3, ProgressListener.NONE);
    var tree = folder.resolve("tree");
    TrackTree.write(Datasets.open(corpus.toString()), tree);
    var set = Datasets.open(tree.toString());
    assertEquals("jamendo", set.name());
    assertEquals(59, set.classes().size());
    assertEquals(91, set.size(), "five lie in folders from 75 on");
    assertEquals(1000, set.frames());
    assertEquals(new FrameCut(1000, 0), set.settings().cut());
    assertEquals(0, set.settings().sampleRate(), "each track's own");
    var facts = set.facts();
    assertTrue(facts.balanced());
    assertTrue(facts.hasOfficial());
    assertEquals(0, shared(facts.groups(), facts.official().train(), facts.official().test()));
    assertTrue(Arrays.stream(facts.labels()).distinct().count() > 5);
    var tags = set.table().stringColumn("Tags").get(0).split(" ");
    assertEquals(tags[0], set.classes().get(set.labels()[0]));
    assertEquals("train", set.table().stringColumn("Part").get(facts.official().train()[0]));

    augmentedItKeepsItsRules(set);

    Files.delete(set.clips().getFirst().audio());
    var error = assertThrows(IOException.class, () -> Datasets.open(tree.toString()));
    assertTrue(error.getMessage().contains("1 of 91 tracks are missing"), error.getMessage());
    assertEquals(90, Datasets.open(tree.toString(), true).size());
  }

  private void augmentedItKeepsItsRules(Dataset set) throws IOException {
    var more = folder.resolve("more");
    DatasetAugmentation.write(
        set,
        new DatasetAugmentation.Options(Variant.parse("gain=-6"), 1, 2),
        more,
        ProgressListener.NONE);
    var augmented = Datasets.open(more.toString());
    assertEquals(182, augmented.size());
    assertEquals(set.settings(), augmented.settings());
    assertEquals(1000, augmented.frames());
    var facts = augmented.facts();
    assertTrue(facts.augmented() && facts.balanced());
    var parts = facts.official();
    var own = set.facts().official();
    assertEquals(ids(set, own.test()), ids(augmented, parts.test()));
    assertEquals(ids(set, own.validation()), ids(augmented, parts.validation()));
    var learned = ids(augmented, parts.train());
    assertEquals(2 * own.train().length, learned.size(), "each with its variant");
    for (var id : ids(set, own.train())) {
      assertTrue(learned.contains(id) && learned.contains(id + "_gain"), id);
    }
    assertEquals(0, facts.leaked(parts));
    var without = augmented.without(List.of(augmented.ids().getFirst()));
    assertEquals(set.settings(), without.settings());
    assertEquals("jamendo", without.origin());
  }

  private static List<String> ids(Dataset set, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> set.ids().get(row)).toList();
  }

  private static long shared(int[] groups, int[] one, int[] other) {
    var known = Arrays.stream(one).map(row -> groups[row]).boxed().toList();
    return Arrays.stream(other).filter(row -> known.contains(groups[row])).count();
  }
}
