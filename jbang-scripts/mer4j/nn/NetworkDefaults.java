package mer4j.nn;

import mer4j.eval.Protocol;

/** The settings a network is trained with where nobody asks for others. */
public final class NetworkDefaults {
  /** Most epochs of the leak-free protocol on the study's data sets; the best one is kept. */
  private static final int CORRECTED_EPOCHS = 80;

  /** The same on small sets, where standardised rows are learnt by heart within 30. */
  private static final int SMALL_EPOCHS = 30;

  private NetworkDefaults() {}

  /**
   * The defaults for a data set: the study's own for its sets, under {@code as-published} with all
   * its choices; a small and quick network for the embedded corpus and folders of one's own.
   *
   * @param dataset registry name or folder name
   * @param protocol whether the study's choices are kept, or its faults corrected
   * @param kind which of the study's networks
   * @param inputs feature rows per frame
   * @param classes number of classes
   * @throws IllegalArgumentException if there is no feature row or less than two classes
   */
  public static NetworkSettings of(
      String dataset, Protocol protocol, RecurrentKind kind, int inputs, int classes) {
    var settings =
        switch (dataset) {
          case "4q" -> NetworkSettings.published(kind, inputs, classes);
          case "jamendo" -> NetworkSettings.publishedJamendo(kind, inputs, classes);
          default -> small(kind, inputs, classes);
        };
    if (protocol == Protocol.AS_PUBLISHED) {
      return settings;
    }
    boolean studied = dataset.equals("4q") || dataset.equals("jamendo");
    int epochs = Math.min(settings.training().epochs(), studied ? CORRECTED_EPOCHS : SMALL_EPOCHS);
    return settings.corrected().with(its -> its.epochs(epochs));
  }

  /**
   * The study's network made small: fewer units, neighbouring frames averaged, batches of 32 and a
   * faster rate, so that a small set trains in about a minute on two cores.
   */
  private static NetworkSettings small(RecurrentKind kind, int inputs, int classes) {
    return NetworkSettings.published(kind, inputs, classes)
        .with(
            its ->
                its.hidden(64)
                    .frameStep(4)
                    .learningRate(1e-3)
                    .batch(32)
                    .epochs(kind == RecurrentKind.LSTM ? 40 : 60));
  }
}
