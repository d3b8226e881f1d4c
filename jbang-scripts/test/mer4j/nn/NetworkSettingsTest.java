package mer4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import mer4j.eval.Protocol;
import mer4j.recurrent.Cell;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a network is called, and the study's networks and trainings as its notebooks have them. */
class NetworkSettingsTest {
  private static final int ROWS = 204;

  /**
   * Epochs are those of the study's logs: the BRNN's 1,000 on 4Q stand as 2,000 in its source, and
   * two of Jamendo's runs were stopped before the 2,000 of theirs. Parameters are counted as
   * PyTorch does, with two bias vectors in a recurrent layer.
   */
  @ParameterizedTest
  @CsvSource({
    "4q, RNN, 1e-4, 2000, 20, .2, rec pool drop0 fc1 bn1 relu1 fc2, 60036",
    "4q, BRNN, 1e-4, 1000, 20, .2, rec pool drop0 fc1 bn1 relu1 fc2, 119172",
    "4q, LSTM, 3e-4, 250, 0, .2, rec pool fc1 bn1 relu1 drop1 fc2 bn2 relu2 drop2 fc3 bn3 relu3"
        + " drop3 fc4, 221828",
    "jamendo, RNN, 1e-4, 2000, 20, .2, rec pool fc1 bn1 relu1 drop1 fc2, 67131",
    "jamendo, BRNN, 3e-4, 1541, 20, .1, rec pool fc1 bn1 relu1 drop1 fc2, 126267",
    "jamendo, LSTM, 3e-4, 1019, 0, .2, rec pool fc1 bn1 relu1 drop1 fc2 bn2 relu2 drop2 fc3 bn3"
        + " relu3 drop3 fc4, 228923"
  })
  void asPublished(
      String dataset,
      RecurrentKind kind,
      double learningRate,
      int epochs,
      double clipNorm,
      double dropout,
      String layers,
      int parameters) {
    int classes = dataset.equals("4q") ? 4 : 59;
    var settings = NetworkDefaults.of(dataset, Protocol.AS_PUBLISHED, kind, ROWS, classes);
    var training = settings.training();
    assertEquals(learningRate, training.learningRate());
    assertEquals(.01, training.weightDecay());
    assertEquals(clipNorm, training.clipNorm());
    assertEquals(128, training.batch());
    assertEquals(epochs, training.epochs());
    assertEquals(0, training.patience());
    assertFalse(training.bestEpoch());
    assertEquals(new NetworkSettings.Reading(Scaling.GLOBAL, false, false, 1), settings.reading());
    boolean lstm = kind == RecurrentKind.LSTM;
    var architecture = settings.architecture();
    assertEquals(128, architecture.hidden());
    assertEquals(dropout, architecture.dropout());
    assertEquals(Pooling.LAST, architecture.pooling());
    assertEquals(lstm, architecture.randomInitialState());
    var stack = architecture.stack();
    int directions = kind == RecurrentKind.BRNN ? 2 : 1;
    assertEquals(
        new RecurrentStack(lstm ? Cell.LSTM : Cell.TANH, 1, directions, 0), stack, kind.name());

    var model = RecurrentModel.create(settings);
    var names = model.graph().getConfiguration().getTopologicalOrderStr();
    assertEquals("frames " + layers, String.join(" ", names));
    for (var layer : model.graph().getLayers()) {
      if (layer.conf().getLayer() instanceof DropoutLayer drop) { // it counts what is kept
        assertEquals(1 - dropout, ((Dropout) drop.getIDropout()).getP());
      }
    }
    int count = 0;
    for (var parameter : model.layout().parameters()) {
      count += parameter.learned() ? parameter.positions().length * parameter.multiplicity() : 0;
    }
    assertEquals(parameters, count);
  }

  @ParameterizedTest
  @CsvSource({
    "RNN, TANH, 1, RNN",
    "RNN, RELU, 1, RNN",
    "RNN, GRU, 1, GRU",
    "BRNN, TANH, 2, BRNN",
    "BRNN, GRU, 2, BGRU",
    "RNN, GRU, 2, BGRU",
    "LSTM, LSTM, 1, LSTM",
    "LSTM, GRU, 1, GRU"
  })
  void aNetworkOfGatedUnitsIsNotCalledByTheStudysName(
      RecurrentKind kind, Cell cell, int directions, String name) {
    var settings =
        NetworkSettings.published(kind, ROWS, 4)
            .with(its -> its.randomInitialState(false).cell(cell).directions(directions));
    assertEquals(name, settings.architecture().name());
  }
}
