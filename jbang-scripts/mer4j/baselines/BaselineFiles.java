package mer4j.baselines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import mer4j.eval.Classifier;
import mer4j.eval.DenseMatrix;
import mer4j.eval.ModelCard;
import mer4j.features.Npy;
import mer4j.features.NpyArray;

/**
 * Fitted baselines in folders: {@code model.json} and NumPy arrays. Nothing is serialised, so a
 * file can do no more than hold numbers, and any program can read it.
 */
final class BaselineFiles {
  private BaselineFiles() {}

  static void save(Path folder, FittedBaseline baseline, ModelCard card) throws IOException {
    Files.createDirectories(folder);
    var parameters = ModelCard.parameters();
    var standardizer = baseline.standardizer();
    parameters.put("standardized", standardizer != null);
    if (standardizer != null) {
      vector(folder, "mean", standardizer.mean());
      vector(folder, "scale", standardizer.scale());
    }
    switch (baseline.model()) {
      case LinearClassifier linear -> {
        parameters.put("type", "linear").put("link", linear.link().label());
        matrix(folder, "weights", linear.weights());
        vector(folder, "intercepts", linear.intercepts());
      }
      case SupportVectorMachine machine -> {
        saveMachine(folder, machine, parameters);
      }
      case NearestNeighbours votes -> {
        parameters.put("type", "neighbours").put("neighbours", votes.neighbours());
        parameters.put("vectors", votes.samples().rows());
        parameters.put("columns", votes.samples().columns());
        Npy.writeInt(
            folder.resolve("labels.npy"), new int[] {votes.samples().rows()}, votes.labels());
        MappedSamples.write(folder.resolve("vectors.npy"), votes.samples());
      }
      case GaussianNaiveBayes bayes -> {
        parameters.put("type", "bayes");
        matrix(folder, "means", bayes.means());
        matrix(folder, "variances", bayes.variances());
        vector(folder, "priors", bayes.priors());
      }
      case RandomForest forest -> {
        parameters.put("type", "forest").put("trees", forest.trees().length);
        ForestFiles.save(folder, forest);
      }
      case AdaBoost boost -> {
        parameters.put("type", "boost").put("stumps", boost.stumps().size());
        BoostFiles.save(folder, boost);
      }
      case QuadraticDiscriminantAnalysis discriminant -> {
        parameters.put("type", "discriminant");
        DiscriminantFiles.save(folder, discriminant, parameters);
      }
      case MultilayerPerceptron network -> {
        parameters.put("type", "perceptron").put("units", network.hiddenWeights().rows());
        parameters.put("columns", network.hiddenWeights().columns());
        MappedSamples.write(folder.resolve("hidden_weights.npy"), network.hiddenWeights());
        vector(folder, "hidden_offsets", network.hiddenOffsets());
        matrix(folder, "output_weights", network.outputWeights());
        vector(folder, "output_offsets", network.outputOffsets());
      }
      default ->
          throw new IllegalArgumentException(
              "models of " + baseline.model().getClass() + " cannot be saved");
    }
    card.write(folder, parameters);
  }

  static void saveMachine(Path folder, SupportVectorMachine machine, ObjectNode parameters)
      throws IOException {
    parameters.put("type", "kernel").put("vectors", machine.vectors().rows());
    parameters.put("columns", machine.vectors().columns());
    switch (machine.kernel()) {
      case Kernel.Rbf rbf -> parameters.put("kernel", "rbf").put("gamma", rbf.gamma());
      case Kernel.Linear linear -> parameters.put("kernel", "linear");
    }
    matrix(folder, "coefficients", DenseMatrix.of(machine.coefficients()));
    vector(folder, "offsets", machine.offsets());
    vector(folder, "curve_slopes", machine.scaling().slopes());
    vector(folder, "curve_offsets", machine.scaling().offsets());
    MappedSamples.write(folder.resolve("vectors.npy"), machine.vectors());
  }

  static FittedBaseline load(Path folder, ModelCard card) throws IOException {
    var parameters = ModelCard.readParameters(folder);
    int classes = card.classes().size();
    try {
      var standardizer =
          parameters.path("standardized").asBoolean()
              ? new Standardizer(doubles(folder, "mean"), doubles(folder, "scale"))
              : null;
      var type = parameters.path("type").asText();
      Classifier model =
          switch (type) {
            case "linear" -> linear(folder, parameters);
            case "kernel" -> machine(folder, parameters, classes);
            case "neighbours" -> neighbours(folder, parameters, classes);
            case "bayes" ->
                new GaussianNaiveBayes(
                    matrix(folder, "means"),
                    matrix(folder, "variances"),
                    doubles(folder, "priors"));
            case "forest" -> ForestFiles.load(folder, classes);
            case "boost" ->
                BoostFiles.load(
                    folder,
                    classes,
                    standardizer == null ? Integer.MAX_VALUE : standardizer.columns());
            case "discriminant" -> DiscriminantFiles.load(folder, parameters, classes);
            case "perceptron" -> perceptron(folder, parameters);
            default -> throw new IllegalArgumentException("unknown type '" + type + "'");
          };
      if (model.classes() != classes) {
        throw new IllegalArgumentException(
            model.classes() + " classes in its arrays, " + classes + " names");
      }
      return new FittedBaseline(card.model(), standardizer, model);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException(
          "cannot use model " + folder.resolve(ModelCard.FILE) + ": " + e.getMessage(), e);
    }
  }

  private static LinearClassifier linear(Path folder, JsonNode parameters) throws IOException {
    return new LinearClassifier(
        matrix(folder, "weights"),
        doubles(folder, "intercepts"),
        LinearClassifier.Link.parse(parameters.path("link").asText()));
  }

  static SupportVectorMachine machine(Path folder, JsonNode parameters, int classes)
      throws IOException {
    var name = parameters.path("kernel").asText();
    Kernel kernel =
        switch (name) {
          case "rbf" -> new Kernel.Rbf(parameters.path("gamma").asDouble());
          case "linear" -> new Kernel.Linear();
          default -> throw new IllegalArgumentException("unknown kernel '" + name + "'");
        };
    var coefficients = matrix(folder, "coefficients");
    var rows = new double[coefficients.rows()][];
    for (int i = 0; i < rows.length; i++) {
      int width = coefficients.columns();
      rows[i] = Arrays.copyOfRange(coefficients.values(), i * width, (i + 1) * width);
    }
    var vectors = vectors(folder, parameters);
    var scaling =
        new PlattScaling(doubles(folder, "curve_slopes"), doubles(folder, "curve_offsets"));
    return new SupportVectorMachine(
        vectors, rows, doubles(folder, "offsets"), kernel, classes, scaling);
  }

  private static NearestNeighbours neighbours(Path folder, JsonNode parameters, int classes)
      throws IOException {
    int[] labels = array(folder, "labels", 1).ints();
    checkRange("a label", labels, classes);
    return new NearestNeighbours(
        vectors(folder, parameters), labels, classes, parameters.path("neighbours").asInt());
  }

  private static MultilayerPerceptron perceptron(Path folder, JsonNode parameters)
      throws IOException {
    var hidden =
        MappedSamples.open(
            folder.resolve("hidden_weights.npy"),
            parameters.path("units").asInt(),
            parameters.path("columns").asInt());
    return new MultilayerPerceptron(
        hidden,
        doubles(folder, "hidden_offsets"),
        matrix(folder, "output_weights"),
        doubles(folder, "output_offsets"));
  }

  /**
   * Refuses numbers that no sound file holds.
   *
   * @throws IllegalArgumentException if a number is below 0 or not below the bound
   */
  static void checkRange(String what, int[] numbers, int bound) {
    if (Arrays.stream(numbers).anyMatch(number -> number < 0 || number >= bound)) {
      throw new IllegalArgumentException(what + " lies outside 0 to " + (bound - 1));
    }
  }

  static MappedSamples vectors(Path folder, JsonNode parameters) throws IOException {
    return MappedSamples.open(
        folder.resolve("vectors.npy"),
        parameters.path("vectors").asInt(),
        parameters.path("columns").asInt());
  }

  static void vector(Path folder, String name, double[] values) throws IOException {
    Npy.writeDouble(folder.resolve(name + ".npy"), new int[] {values.length}, values);
  }

  private static void matrix(Path folder, String name, DenseMatrix values) throws IOException {
    int[] shape = {values.rows(), values.columns()};
    Npy.writeDouble(folder.resolve(name + ".npy"), shape, values.values());
  }

  static double[] doubles(Path folder, String name) throws IOException {
    return array(folder, name, 1).doubles();
  }

  static DenseMatrix matrix(Path folder, String name) throws IOException {
    var array = array(folder, name, 2);
    return new DenseMatrix(array.shape()[0], array.shape()[1], array.doubles());
  }

  static NpyArray array(Path folder, String name, int axes) throws IOException {
    var file = folder.resolve(name + ".npy");
    var array = Npy.read(file);
    if (array.shape().length != axes) {
      throw new IOException(
          file + ": shape " + Arrays.toString(array.shape()) + ", expected " + axes + " axes");
    }
    return array;
  }
}
