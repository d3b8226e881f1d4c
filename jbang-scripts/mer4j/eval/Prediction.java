package mer4j.eval;

/**
 * What a model said about one test clip.
 *
 * @param model name of the model
 * @param split name of the split the clip was tested in
 * @param clip id of the clip
 * @param label true class
 * @param predicted class the model chose
 * @param scores a score per class, the higher the likelier
 */
public record Prediction(
    String model, String split, String clip, int label, int predicted, double[] scores) {}
