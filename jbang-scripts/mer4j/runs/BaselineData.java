package mer4j.runs;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import mer4j.baselines.MappedSamples;
import mer4j.data.ClipTensor;
import mer4j.data.Dataset;
import mer4j.data.SplitFacts;
import mer4j.eval.ModelCard;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.eval.SampleMatrix;
import mer4j.features.ExtractionSettings;

/**
 * Labelled clips as baselines see them.
 *
 * @param dataset name of the data set
 * @param classes names of the classes
 * @param clips id of each clip
 * @param labels class of each clip
 * @param groups what must not be split over training and test data, per clip
 * @param x a row per clip
 * @param settings how the features were computed
 * @param frames frames per clip in {@code x}
 * @param digest of the data set
 * @param facts what decides how the clips may be divided
 */
public record BaselineData(
    String dataset,
    List<String> classes,
    List<String> clips,
    int[] labels,
    int[] groups,
    SampleMatrix x,
    ExtractionSettings settings,
    int frames,
    String digest,
    SplitFacts facts) {
  /** Recordings, none of them made from another, of a set without a division of its own. */
  public BaselineData(
      String dataset,
      List<String> classes,
      List<String> clips,
      int[] labels,
      int[] groups,
      SampleMatrix x,
      ExtractionSettings settings,
      int frames,
      String digest) {
    this(
        dataset,
        classes,
        clips,
        labels,
        groups,
        x,
        settings,
        frames,
        digest,
        labels.length == groups.length ? SplitFacts.of(labels, groups) : null);
  }

  /**
   * @throws IllegalArgumentException if lengths differ or fewer than two classes occur
   */
  public BaselineData {
    int n = clips.size();
    if (labels.length != n || groups.length != n || x.rows() != n) {
      throw new IllegalArgumentException(
          n
              + " clips, "
              + labels.length
              + " labels, "
              + groups.length
              + " groups and "
              + x.rows()
              + " rows do not fit together");
    }
    long occurring = Arrays.stream(labels).distinct().count();
    if (occurring < 2) {
      throw new IllegalArgumentException(
          "data set "
              + dataset
              + " has clips of "
              + occurring
              + " class; a classifier needs two or more");
    }
  }

  /**
   * The clips of a data set and their assembled features.
   *
   * @param tensor a row per clip of the data set, in its order; must stay open
   * @throws IllegalArgumentException if fewer than two classes occur
   */
  public static BaselineData of(Dataset dataset, ExtractionSettings settings, ClipTensor tensor) {
    return new BaselineData(
        dataset.name(),
        dataset.classes(),
        dataset.ids(),
        dataset.labels(),
        dataset.groups(),
        MappedSamples.of(tensor),
        settings,
        tensor.frames(),
        dataset.digest(),
        dataset.facts());
  }

  /** The group of each prediction's clip. */
  int[] groupsOf(List<Prediction> predictions) {
    var groupOf = new HashMap<String, Integer>();
    for (int i = 0; i < clips.size(); i++) {
      groupOf.put(clips.get(i), groups[i]);
    }
    return predictions.stream().mapToInt(p -> groupOf.get(p.clip())).toArray();
  }

  /**
   * The card of a model fitted on these clips.
   *
   * @param kind of model file
   * @param model its name
   * @param protocol that the clips were divided by
   * @param seed of everything random
   * @param trainedOn name of the split, or words for more than one
   */
  ModelCard card(String kind, String model, Protocol protocol, long seed, String trainedOn) {
    var provenance = new TreeMap<>(Provenance.collect(digest, settings.digest()));
    provenance.put("seed", Long.toString(seed));
    provenance.put("trained_on", trainedOn);
    return new ModelCard(
        kind, model, classes, settings, frames, dataset, protocol.label(), provenance);
  }
}
