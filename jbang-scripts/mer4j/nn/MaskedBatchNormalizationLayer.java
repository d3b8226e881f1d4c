package mer4j.nn;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layer that {@link MaskedBatchNormalization} describes. Sums are in double precision. */
final class MaskedBatchNormalizationLayer extends BaseLayer<MaskedBatchNormalization> {
  private StepMask mask;
  private FeatureMoments moments;
  private boolean ofBatch;

  MaskedBatchNormalizationLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    var x = StepView.of(checked());
    mask = StepMask.of(maskArray, x.clips(), x.time());
    ofBatch = training;
    moments =
        training
            ? FeatureMoments.of(x, mask)
            : new FeatureMoments(parameter(GLOBAL_MEAN), parameter(GLOBAL_VAR), mask.total());
    var beta = parameter(BETA);
    var means = moments.means();
    var scales = scales();
    var output = StepView.create(workspaces, ArrayType.ACTIVATIONS, dataType, input.shape());
    var y = StepView.of(output);
    var step = x.newStep();
    for (int t = 0; t < x.time(); t++) {
      x.read(t, step);
      var valid = mask.step(t);
      for (int b = 0; b < x.clips(); b++) {
        int from = b * x.features();
        for (int f = 0; f < means.length; f++) {
          double value = (step[from + f] - means[f]) * scales[f] + beta[f];
          step[from + f] = valid[b] ? value : 0;
        }
      }
      y.write(t, step);
    }
    return output;
  }

  /** One over the standard deviation, by feature. */
  private double[] inverses() {
    var inverses = moments.deviations(layerConf().getEps());
    for (int f = 0; f < inverses.length; f++) {
      inverses[f] = 1 / inverses[f];
    }
    return inverses;
  }

  /** What a difference from the mean is multiplied by, by feature. */
  private double[] scales() {
    var scales = inverses();
    var gamma = parameter(GAMMA);
    for (int f = 0; f < scales.length; f++) {
      scales[f] *= gamma[f];
    }
    return scales;
  }

  private INDArray checked() {
    boolean known = input.rank() == 2 || input.rank() == 3;
    if (!known || input.size(1) != layerConf().getNOut()) {
      throw new IllegalArgumentException(
          "batch normalisation takes [clips, %d] or [clips, %<d, time], not %s %s"
              .formatted(layerConf().getNOut(), Arrays.toString(input.shape()), layerId()));
    }
    return input.castTo(dataType);
  }

  private double[] parameter(String key) {
    return getParam(key).toDoubleVector();
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    var x = StepView.of(checked());
    var ofOutput = StepView.of(epsilon.castTo(dataType));
    var means = moments.means();
    var inverses = inverses();
    var ofGamma = new double[x.features()];
    var ofBeta = new double[x.features()];
    sum(x, ofOutput, inverses, ofGamma, ofBeta);

    var ofInput = StepView.create(workspaces, ArrayType.ACTIVATION_GRAD, dataType, input.shape());
    var dx = StepView.of(ofInput);
    var scales = scales();
    // the statistics of the batch depend on every frame, running ones on none
    double share = ofBatch ? 1.0 / mask.total() : 0;
    var step = x.newStep();
    var errors = x.newStep();
    for (int t = 0; t < x.time(); t++) {
      x.read(t, step);
      ofOutput.read(t, errors);
      var valid = mask.step(t);
      for (int b = 0; b < x.clips(); b++) {
        int from = b * x.features();
        for (int f = 0; f < means.length; f++) {
          double normalised = (step[from + f] - means[f]) * inverses[f];
          double centred = errors[from + f] - share * (ofBeta[f] + normalised * ofGamma[f]);
          step[from + f] = valid[b] ? scales[f] * centred : 0;
        }
      }
      dx.write(t, step);
    }
    var gradient = new DefaultGradient();
    put(gradient, GAMMA, ofGamma);
    put(gradient, BETA, ofBeta);
    put(gradient, GLOBAL_MEAN, moved(GLOBAL_MEAN, moments.means()));
    put(gradient, GLOBAL_VAR, moved(GLOBAL_VAR, moments.unbiasedVariances()));
    return new Pair<>(gradient, ofInput);
  }

  /** Gradients of scale and shift. */
  private void sum(
      StepView x, StepView ofOutput, double[] inverses, double[] ofGamma, double[] ofBeta) {
    var means = moments.means();
    var step = x.newStep();
    var errors = x.newStep();
    for (int t = 0; t < x.time(); t++) {
      x.read(t, step);
      ofOutput.read(t, errors);
      var valid = mask.step(t);
      for (int b = 0; b < x.clips(); b++) {
        int from = b * x.features();
        if (valid[b]) {
          for (int f = 0; f < means.length; f++) {
            ofGamma[f] += errors[from + f] * ((step[from + f] - means[f]) * inverses[f]);
            ofBeta[f] += errors[from + f];
          }
        }
      }
    }
  }

  /** What is to be subtracted from a running statistic. */
  private double[] moved(String key, double[] batch) {
    var running = parameter(key);
    for (int f = 0; f < running.length; f++) {
      running[f] = ofBatch ? (1 - layerConf().getDecay()) * (running[f] - batch[f]) : 0;
    }
    return running;
  }

  private void put(Gradient gradient, String key, double[] values) {
    var view = gradientViews.get(key);
    StepView.of(view.reshape(1, view.length())).write(0, values);
    gradient.setGradientFor(key, view);
  }

  @Override
  public boolean updaterDivideByMinibatch(String key) {
    return !key.equals(GLOBAL_MEAN) && !key.equals(GLOBAL_VAR);
  }

  @Override
  public void clear() {
    super.clear();
    mask = null;
    moments = null;
  }

  @Override
  public Type type() {
    return Type.NORMALIZATION;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
