package mer4j.baselines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import mer4j.features.Npy;

/**
 * A quadratic discriminant as its training samples and, per class, the axes of its covariance as
 * weights of these samples.
 */
final class DiscriminantFiles {
  private DiscriminantFiles() {}

  static void save(Path folder, QuadraticDiscriminantAnalysis model, ObjectNode parameters)
      throws IOException {
    int n = model.samples().rows();
    var covariances = model.covariances();
    var labels = new int[n];
    var rest = new double[covariances.length];
    var determinants = new double[covariances.length];
    int total = 0;
    for (int k = 0; k < covariances.length; k++) {
      if (covariances[k] != null) {
        for (int member : covariances[k].members()) {
          labels[member] = k;
        }
        rest[k] = covariances[k].rest();
        determinants[k] = covariances[k].logDeterminant();
        total += covariances[k].variances().length;
      }
    }
    var classes = new int[total];
    var variances = new double[total];
    var axes = new double[total * n];
    int axis = 0;
    for (int k = 0; k < covariances.length; k++) {
      for (int j = 0; covariances[k] != null && j < covariances[k].variances().length; j++) {
        classes[axis] = k;
        variances[axis] = covariances[k].variances()[j];
        int[] members = covariances[k].members();
        for (int m = 0; m < members.length; m++) {
          axes[axis * n + members[m]] = covariances[k].combinations()[j][m];
        }
        axis++;
      }
    }
    parameters.put("vectors", n).put("columns", model.samples().columns());
    Npy.writeInt(folder.resolve("labels.npy"), new int[] {n}, labels);
    BaselineFiles.vector(folder, "mean_products", model.meanProducts());
    Npy.writeInt(folder.resolve("axis_class.npy"), new int[] {total}, classes);
    BaselineFiles.vector(folder, "axis_variance", variances);
    Npy.writeDouble(folder.resolve("axes.npy"), new int[] {total, n}, axes);
    BaselineFiles.vector(folder, "rest_variance", rest);
    BaselineFiles.vector(folder, "log_determinant", determinants);
    MappedSamples.write(folder.resolve("vectors.npy"), model.samples());
  }

  /**
   * @throws IllegalArgumentException if the arrays do not fit together
   */
  static QuadraticDiscriminantAnalysis load(Path folder, JsonNode parameters, int classes)
      throws IOException {
    var samples = BaselineFiles.vectors(folder, parameters);
    int n = samples.rows();
    int[] labels = BaselineFiles.array(folder, "labels", 1).ints();
    double[] meanProducts = BaselineFiles.doubles(folder, "mean_products");
    int[] axisClass = BaselineFiles.array(folder, "axis_class", 1).ints();
    double[] variances = BaselineFiles.doubles(folder, "axis_variance");
    var axes = BaselineFiles.matrix(folder, "axes");
    double[] rest = BaselineFiles.doubles(folder, "rest_variance");
    double[] determinants = BaselineFiles.doubles(folder, "log_determinant");
    if (labels.length != n
        || meanProducts.length != n
        || axes.columns() != n
        || axes.rows() != axisClass.length
        || variances.length != axisClass.length
        || rest.length != classes
        || determinants.length != classes) {
      throw new IllegalArgumentException("the arrays of its covariances do not fit together");
    }
    BaselineFiles.checkRange("a label", labels, classes);
    BaselineFiles.checkRange("the class of an axis", axisClass, classes);
    var covariances = new ClassCovariance[classes];
    for (int k = 0; k < classes; k++) {
      int label = k;
      int[] members = IntStream.range(0, n).filter(i -> labels[i] == label).toArray();
      int[] own = IntStream.range(0, axisClass.length).filter(a -> axisClass[a] == label).toArray();
      if (members.length == 0) {
        continue;
      }
      var combinations =
          Arrays.stream(own)
              .mapToObj(a -> Arrays.stream(members).mapToDouble(i -> axes.get(a, i)).toArray())
              .toArray(double[][]::new);
      var along = Arrays.stream(own).mapToDouble(a -> variances[a]).toArray();
      covariances[k] = new ClassCovariance(members, combinations, along, rest[k], determinants[k]);
    }
    return new QuadraticDiscriminantAnalysis(samples, meanProducts, covariances);
  }
}
