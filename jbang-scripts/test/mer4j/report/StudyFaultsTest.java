package mer4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mer4j.eval.Prediction;
import mer4j.runs.AuditFault;
import mer4j.runs.FaultMovement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults from made-up runs whose figures can be worked out by hand. */
class StudyFaultsTest {
  private static final String RESULTS =
      "model,protocol,split,accuracy,macro_f1,mcc,auc_macro,auc_0,auc_1,fit_seconds,"
          + "predict_seconds,published_accuracy\n";
  private static final String PREDICTIONS = "model,split,clip,label,predicted,score_0,score_1\n";

  @TempDir Path root;

  private Path write(String name, String text) throws IOException {
    var file = root.resolve("results").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private List<FaultMovement> faults() throws IOException {
    return StudyFaults.of(new ResultsFolder(root), "4q");
  }

  /** Four clips, two of each class, of which the first so many are told right. */
  private static String tested(String model, String split, String clips, int hits) {
    var text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      int said = i < hits ? i % 2 : 1 - i % 2;
      text.append("%s,%s,%s%d,%d,%d,0,0%n".formatted(model, split, clips, i, i % 2, said));
    }
    return text.toString().replace("\r", "");
  }

  private void network(int step, int seed, int hits, String choices) throws IOException {
    var name = "4q-networks/rnn-step" + step + "-seed" + seed + "/";
    write(
        name + "config.json",
        "{\"script\":\"train_rnn\",\"options\":{\"dataset\":\"4q\",\"patience\":\"20\"%s},"
                .formatted(choices)
            + "\"seed\":"
            + seed
            + "}");
    write(
        name + "metrics.csv",
        "epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,seconds\n"
            + "1,1,.5,1,.5,1\n");
    write(name + "results.csv", RESULTS + "RNN,as-published,seed602,.5,.5,.5,.5,.5,.5,1,1,\n");
    write(name + "predictions.csv", PREDICTIONS + tested("RNN", "seed602", "c", hits));
  }

  @Test
  void everyCorrectionOfTheNetworksIsAFaultTakenAway() throws IOException {
    assertEquals(List.of(), faults());
    var choices =
        List.of(
            "",
            ",\"scaler\":\"rows\"",
            ",\"scaler\":\"rows\",\"padding\":\"masked\",\"pooling\":\"mean\"",
            ",\"scaler\":\"rows\",\"padding\":\"masked\",\"pooling\":\"mean\","
                + "\"best-epoch\":\"true\"");
    for (int step = 0; step < 4; step++) {
      network(step, 1, List.of(1, 2, 4, 3).get(step), choices.get(step));
      network(step, 2, List.of(1, 3, 3, 3).get(step), choices.get(step));
    }
    var faults = faults();
    assertEquals(
        List.of(AuditFault.GLOBAL_SCALE, AuditFault.LAST_STATE, AuditFault.LAST_EPOCH),
        faults.stream().map(FaultMovement::fault).toList());
    // seeds 1 and 2: .25 and .25 against .5 and .75; .5 and .75 against 1 and .75; 1 and .75
    // against .75 and .75
    assertEquals(-.375, faults.get(0).difference(), 1e-12);
    assertEquals(-.25, faults.get(1).difference(), 1e-12);
    assertEquals(.125, faults.get(2).difference(), 1e-12);
    // differences .25 and 0: deviation .25 / sqrt(2), t(.975; 1) = 12.7062, over sqrt(2)
    assertEquals(.125 + 12.706204736174694 * .125, faults.get(2).interval().high(), 1e-9);
    assertTrue(faults.get(1).over().contains("padding"), "what is bundled is said");
    assertTrue(faults.get(2).over().startsWith("2 seeds, 4 clips"), faults.get(2).over());
  }

  private void baselines(String folder, String predictions) throws IOException {
    write(
        folder + "/config.json",
        "{\"script\":\"train_baselines\",\"options\":{\"dataset\":\"4q\"},\"seed\":42}");
    write(
        folder + "/results.csv",
        RESULTS
            + "LR,as-published,seed42,.5,.5,.5,.5,.5,.5,1,1,\n"
            + "LR,as-published,seed43,.5,.5,.5,.5,.5,.5,1,1,\n"
            + "LR,as-published,pooled,.5,.5,.5,.5,.5,.5,1,1,\n");
    write(folder + "/predictions.csv", PREDICTIONS + predictions);
  }

  @Test
  void everySplitMayHaveBeenTheOnlyOne() throws IOException {
    baselines(
        "4q-baselines-splits", tested("LR", "seed42", "a", 2) + tested("LR", "seed43", "b", 4));
    var fault = faults().getFirst();
    assertEquals(AuditFault.SINGLE_SPLIT, fault.fault());
    assertEquals(.75, fault.with(), 1e-12);
    assertEquals(0, fault.difference(), 1e-12);
    assertEquals("2 splits, one at a time: 0.500 to 1.000", fault.over());
    // deviation .5 / sqrt(2), of a further draw: sqrt(1 + 1/2)
    double half = 12.706204736174694 * Math.sqrt(1.5) * .5 / Math.sqrt(2);
    assertEquals(half, fault.interval().high(), 1e-9);
  }

  @Test
  void theLeakOfVariantsIsReadWhenItIsThere() throws IOException {
    write(
        "4q-audit/audit.csv", "fault,model,split,on,off\nartists,LR,0,.5,.5\nartists,LR,1,.6,.5\n");
    var table = new AuditTable("4q").assemble(new ResultsFolder(root));
    var gap = "Not measured on 4q yet";
    assertTrue(table.note().startsWith("**" + gap), table.note());
    assertTrue(table.note().contains(AuditFault.AUGMENTATION.title()), table.note());
    baselines(
        "4q-augmented/baselines-leak",
        tested("LR", "seed42", "a", 4) + tested("LR", "seed43", "b", 4));
    assertEquals(1, faults().size(), "half of it says nothing");
    baselines(
        "4q-augmented/baselines-by-source",
        tested("LR", "seed42", "a", 2) + tested("LR", "seed43", "b", 2));
    var fault = faults().getFirst();
    assertEquals(AuditFault.AUGMENTATION, fault.fault());
    assertEquals(.5, fault.difference(), 1e-12);
    assertTrue(fault.interval().low() < .5 && fault.interval().high() > .5, fault.ends());
    table = new AuditTable("4q").assemble(new ResultsFolder(root));
    assertTrue(!table.note().contains(AuditFault.AUGMENTATION.title() + ";"), table.note());
  }

  @Test
  void gainsOfAugmentationAreTakenApart() throws IOException {
    var results = new ResultsFolder(root);
    assertEquals(List.of(), new AugmentedTable("4q", 4).assemble(results).rows());
    baselines(
        "4q-baselines-splits", tested("LR", "seed42", "a", 1) + tested("LR", "seed43", "b", 3));
    baselines("4q-augmented/baselines-leak", tested("LR", "seed42", "a", 4));
    var row = row(new AugmentedTable("4q", 4).assemble(results));
    assertEquals(".500 (.354)", row.get(AugmentedTable.RANDOM));
    assertEquals("+50.0", row.get(AugmentedTable.GAIN));
    assertEquals("", row.get(AugmentedTable.OF_IT_LEAK));
    baselines("4q-augmented/baselines-by-source", tested("LR", "seed42", "a", 3));
    baselines("4q-augmented/baselines-recordings", tested("LR", "seed42", "a", 2));
    var table = new AugmentedTable("4q", 4).assemble(results);
    row = row(table);
    assertEquals("", row.get(AugmentedTable.OF_IT_LEAK), "four clips are too few to compare");
    assertEquals("", row.get(AugmentedTable.TRUE_GAIN));
    assertEquals(".500 (.150 to .850)", row.get(AugmentedTable.ALONE)); // Wilson, 2 of 4
    assertEquals("4; 4; 4", row.get(BaselineTable.TESTED));
    assertEquals(1, table.pictures().size());
  }

  /** Forty clips, half of each class, of which the first so many of each class are told right. */
  private static String many(String clips, int hits) {
    var text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      int said = i / 2 < hits ? i % 2 : 1 - i % 2;
      text.append("LR,seed42,%s%d,%d,%d,0,0\n".formatted(clips, i, i % 2, said));
    }
    return text.toString();
  }

  @Test
  void theSameRecordingsAreComparedClipByClip() throws IOException {
    // variants of the test are told as well as can be, which must not count
    baselines("4q-augmented/baselines-leak", many("a", 16) + many("a_noisy", 20));
    baselines("4q-augmented/baselines-by-source", many("a", 6) + many("b", 0));
    baselines("4q-augmented/baselines-recordings", many("a", 6) + many("b", 10));
    var row = row(new AugmentedTable("4q", 2).assemble(new ResultsFolder(root)));
    // 32 and 12 of 40: 20 clips are right on one side alone, which resampled differ by
    // 1.96 sqrt(.5 x .5 / 40) = .155
    var leak = row.get(AugmentedTable.OF_IT_LEAK);
    assertTrue(leak.startsWith("+50.0 ("), leak);
    // 12 and 32 of 80
    assertTrue(row.get(AugmentedTable.TRUE_GAIN).startsWith("-25.0 ("), row.toString());
    var fault = faults().getLast();
    assertEquals(AuditFault.AUGMENTATION, fault.fault());
    assertEquals(.8, fault.with(), 1e-12);
    assertEquals(.3, fault.without(), 1e-12);
    assertEquals(.345, fault.interval().low(), .03);
    assertEquals(.655, fault.interval().high(), .03);
    assertEquals("the same 40 recordings", fault.over());
  }

  @Test
  void clipsThatOneSideLacksAreLeftOut() {
    var one = List.of(answer("a", 0, 0), answer("b", 1, 0), answer("c", 1, 1));
    var other = List.of(answer("c", 1, 0), answer("d", 0, 0), answer("a", 0, 0));
    var same = SameClips.of(one, other);
    assertEquals(List.of("a", "c"), same.one().stream().map(Prediction::clip).toList());
    assertEquals(List.of("a", "c"), same.other().stream().map(Prediction::clip).toList());
    assertEquals(.5, same.difference(SameClips::accuracy), 1e-12);
    assertEquals(.25, SameClips.balanced(one) - .5, 1e-12, "class 0 whole, half of class 1");
  }

  private static Prediction answer(String clip, int label, int predicted) {
    return new Prediction("LR", "s", clip, label, predicted, new double[2]);
  }

  private static Map<String, String> row(ReportTable table) {
    assertEquals(1, table.rows().size(), "models that were not run have no row");
    var row = new HashMap<String, String>();
    for (int j = 0; j < table.columns().size(); j++) {
      row.put(table.columns().get(j), table.rows().getFirst().get(j));
    }
    return row;
  }
}
