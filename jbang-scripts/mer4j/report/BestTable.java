package mer4j.report;

import static mer4j.report.ReportTable.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The better models under both protocols, the corrected LSTM in folds of the same kinds, and what
 * others have published.
 *
 * @param dataset name of the data set
 */
record BestTable(String dataset) implements StudyTable {
  static final String PUBLISHED = "published macro F1";
  static final String ACCURACY = "accuracy (95 % interval)";
  static final String MACRO_F1 = "macro F1";

  /** Name of the network in this table. */
  static final String NETWORK = "LSTM, mean of its states";

  /** The column of the set's table by which every clip is a group of its own. */
  private static final String CLIP = "Song";

  private static final String MODEL = "model";
  private static final String FOLDS = "folds";
  private static final String BY_ARTIST = "by artist";
  private static final String RANDOM = "random";

  private static final String MCC = "MCC";
  private static final String CHANCE = "chance";

  private static final List<String> COLUMNS =
      List.of(MODEL, FOLDS, PUBLISHED, ACCURACY, MACRO_F1, MCC, CHANCE, BaselineTable.TESTED);

  private static final List<Map<String, String>> OTHERS =
      List.of(
          Map.of(
              MODEL,
              "SVM, 100 features, Panda et al. 2018",
              FOLDS,
              RANDOM,
              PUBLISHED,
              number(.764)),
          Map.of(MODEL, "ensemble, 2024", FOLDS, RANDOM, PUBLISHED, number(.802)));

  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var rows = new ArrayList<Map<String, String>>();
    var networks = results.networks(dataset);
    for (var run : results.runs(dataset + "-best")) {
      var folds = run.leakFree() ? BY_ARTIST : RANDOM;
      for (var model : run.models()) {
        run.score(model).ifPresent(score -> rows.add(row(model, folds, score)));
      }
      results
          .folds(networks, "LSTM", run.leakFree() ? null : CLIP)
          .ifPresent(score -> rows.add(row(NETWORK, folds, score)));
    }
    if (!rows.isEmpty()) {
      rows.addAll(OTHERS);
    }
    var cells =
        rows.stream()
            .map(row -> COLUMNS.stream().map(column -> row.getOrDefault(column, "")).toList())
            .toList();
    return new ReportTable("A better model on " + dataset, COLUMNS, cells, note(), List.of());
  }

  private static Map<String, String> row(String model, String folds, Score score) {
    return Map.of(
        MODEL,
        model,
        FOLDS,
        folds,
        ACCURACY,
        score.withInterval(),
        MACRO_F1,
        number(score.tests().macroF1()),
        MCC,
        number(score.tests().mcc()),
        CHANCE,
        number(score.tests().majorityAccuracy()),
        BaselineTable.TESTED,
        score.tested());
  }

  private static String note() {
    return "Stratified folds: *by artist* keeps every artist in one of them, *random* knows no"
        + " artists. Intervals from resampled artists. The published figures are of random folds"
        + " and of other features: they stand beside the random rows. The models are tested in"
        + " three times ten folds; the network, all corrections made, once in five. Chance is the"
        + " share of the most frequent class. From `train_best --dataset 4q` and"
        + " `environment/train_4q_networks.sh`; notebook `08_a_better_model`.";
  }
}
