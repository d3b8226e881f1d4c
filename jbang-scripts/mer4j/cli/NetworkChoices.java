package mer4j.cli;

import java.util.function.Consumer;
import mer4j.nn.NetworkSettingsBuilder;
import mer4j.nn.Pooling;
import mer4j.nn.Scaling;
import mer4j.recurrent.Cell;
import picocli.CommandLine.Option;

/**
 * Options that change a network or its training. Those left out keep the defaults of data set and
 * protocol; each choice in which the protocols differ is a switch of its own.
 */
final class NetworkChoices {
  /** How the mel spectrum is given to the network. */
  private enum Mel {
    POWER,
    DB
  }

  /** What becomes of the frames behind a clip's end. */
  private enum Padding {
    READ,
    MASKED
  }

  /** Where the LSTM starts. */
  private enum InitialState {
    ZERO,
    RANDOM
  }

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Most passes over the training clips.")
  private Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Clips per step.")
  private Integer batch;

  @Option(names = "--learning-rate", paramLabel = "RATE", description = "Learning rate of AdamW.")
  private Double learningRate;

  @Option(names = "--hidden", paramLabel = "N", description = "Units of the network.")
  private Integer hidden;

  @Option(
      names = "--cell",
      paramLabel = "NAME",
      description = "Recurrent cell: tanh, relu, lstm or gru, instead of the network's own.")
  private Cell cell;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Recurrent layers, one above the other (study: 1).")
  private Integer layers;

  @Option(
      names = "--directions",
      paramLabel = "1|2",
      description = "Directions in which the layers read, instead of the network's own.")
  private Integer directions;

  @Option(
      names = "--layer-dropout",
      paramLabel = "SHARE",
      description = "Share of the states dropped between layers.")
  private Double layerDropout;

  @Option(
      names = "--frame-step",
      paramLabel = "N",
      description = "Frames averaged into one time step (study: 1).")
  private Integer frameStep;

  @Option(
      names = "--scaler",
      paramLabel = "global|rows",
      description = "One scale for all features (study), or one per feature row.")
  private Scaling scaler;

  @Option(
      names = "--mel",
      paramLabel = "power|db",
      description = "Mel spectrum as power (study) or in decibels.")
  private Mel mel;

  @Option(
      names = "--padding",
      paramLabel = "read|masked",
      description = "Frames behind a clip's end: read like music (study), or left out.")
  private Padding padding;

  @Option(
      names = "--pooling",
      paramLabel = "NAME",
      description = "How states become one vector: last (study), mean, max or attention.")
  private Pooling pooling;

  @Option(
      names = "--initial-state",
      paramLabel = "zero|random",
      description = "Where the LSTM starts (study: random).")
  private InitialState initialState;

  @Option(
      names = "--best-epoch",
      negatable = true,
      description = "Test the epoch that is best on validation clips, or the last one (study).")
  private Boolean bestEpoch;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Stop after N epochs without a better validation accuracy (study: 0, never).")
  private Integer patience;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of weights, order and dropout.")
  private Long seed;

  /** Makes the changes asked for. */
  void change(NetworkSettingsBuilder settings) {
    set(epochs, settings::epochs);
    set(batch, settings::batch);
    set(learningRate, settings::learningRate);
    set(hidden, settings::hidden);
    set(cell, settings::cell);
    set(layers, settings::layers);
    set(directions, settings::directions);
    set(layerDropout, settings::layerDropout);
    set(frameStep, settings::frameStep);
    set(scaler, settings::scaling);
    set(mel, value -> settings.decibels(value == Mel.DB));
    set(padding, value -> settings.masked(value == Padding.MASKED));
    set(pooling, settings::pooling);
    set(initialState, value -> settings.randomInitialState(value == InitialState.RANDOM));
    set(bestEpoch, settings::bestEpoch);
    set(patience, settings::patience);
    set(seed, settings::seed);
  }

  private static <T> void set(T value, Consumer<T> setting) {
    if (value != null) {
      setting.accept(value);
    }
  }
}
