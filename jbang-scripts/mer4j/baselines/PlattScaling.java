package mer4j.baselines;

/**
 * Probabilities from the decision values of support vector machines: a logistic curve per pair of
 * classes (Platt 1999, fitted as Lin, Lin and Weng 2007 do) and the coupling of all pairs into one
 * distribution (Wu, Lin and Weng 2004, their second method), as in LIBSVM.
 *
 * @param slopes of each pair's curve, {@code 1 / (1 + exp(slope * decision + offset))}
 * @param offsets of each pair's curve
 */
record PlattScaling(double[] slopes, double[] offsets) {
  private static final double LEAST = 1e-7;

  PlattScaling {
    if (slopes.length != offsets.length) {
      throw new IllegalArgumentException(
          slopes.length + " slopes but " + offsets.length + " offsets");
    }
  }

  /**
   * Fits one curve by Newton's method with backtracking.
   *
   * @param decisions decision values of samples that the machine was not fitted on
   * @param y +1 or -1 per sample
   * @return slope and offset
   */
  static double[] fit(double[] decisions, double[] y) {
    double positives = 0;
    for (double v : y) {
      positives += v > 0 ? 1 : 0;
    }
    double negatives = y.length - positives;
    double high = (positives + 1) / (positives + 2);
    double low = 1 / (negatives + 2);
    double a = 0;
    double b = Math.log((negatives + 1) / (positives + 1));
    double value = loss(decisions, y, high, low, a, b);
    for (int iteration = 0; iteration < 100; iteration++) {
      double h11 = 1e-12;
      double h22 = 1e-12;
      double h21 = 0;
      double g1 = 0;
      double g2 = 0;
      for (int i = 0; i < y.length; i++) {
        double p = curve(a, b, decisions[i]);
        double weight = p * (1 - p);
        double difference = (y[i] > 0 ? high : low) - p;
        h11 += decisions[i] * decisions[i] * weight;
        h22 += weight;
        h21 += decisions[i] * weight;
        g1 += decisions[i] * difference;
        g2 += difference;
      }
      if (Math.abs(g1) < 1e-5 && Math.abs(g2) < 1e-5) {
        break;
      }
      double determinant = h11 * h22 - h21 * h21;
      double stepA = -(h22 * g1 - h21 * g2) / determinant;
      double stepB = -(h11 * g2 - h21 * g1) / determinant;
      double slope = g1 * stepA + g2 * stepB;
      double size = 1;
      while (size >= 1e-10) {
        double trial = loss(decisions, y, high, low, a + size * stepA, b + size * stepB);
        if (trial < value + 1e-4 * size * slope) {
          a += size * stepA;
          b += size * stepB;
          value = trial;
          break;
        }
        size /= 2;
      }
      if (size < 1e-10) {
        break;
      }
    }
    return new double[] {a, b};
  }

  private static double loss(
      double[] decisions, double[] y, double high, double low, double a, double b) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double z = a * decisions[i] + b;
      double target = y[i] > 0 ? high : low;
      sum +=
          z >= 0
              ? target * z + Math.log1p(Math.exp(-z))
              : (target - 1) * z + Math.log1p(Math.exp(z));
    }
    return sum;
  }

  private static double curve(double a, double b, double decision) {
    double z = a * decision + b;
    return z >= 0 ? Math.exp(-z) / (1 + Math.exp(-z)) : 1 / (1 + Math.exp(z));
  }

  /**
   * The distribution over classes that fits the pairs' probabilities best.
   *
   * @param decisions decision value of every pair, in the order 01 02 ... 12 ...
   */
  double[] probabilities(double[] decisions, int classes) {
    var pairwise = new double[classes][classes];
    for (int a = 0, pair = 0; a < classes; a++) {
      for (int b = a + 1; b < classes; b++, pair++) {
        double p = curve(slopes[pair], offsets[pair], decisions[pair]);
        pairwise[a][b] = Math.clamp(p, LEAST, 1 - LEAST);
        pairwise[b][a] = 1 - pairwise[a][b];
      }
    }
    return classes == 2 ? new double[] {pairwise[0][1], pairwise[1][0]} : couple(pairwise, classes);
  }

  private static double[] couple(double[][] r, int classes) {
    var q = new double[classes][classes];
    var p = new double[classes];
    for (int t = 0; t < classes; t++) {
      p[t] = 1.0 / classes;
      for (int j = 0; j < classes; j++) {
        if (j != t) {
          q[t][t] += r[j][t] * r[j][t];
          q[t][j] = -r[j][t] * r[t][j];
        }
      }
    }
    var qp = new double[classes];
    for (int iteration = 0; iteration < Math.max(100, classes); iteration++) {
      double pqp = 0;
      for (int t = 0; t < classes; t++) {
        qp[t] = Vectors.dot(q[t], 0, p, 0, classes);
        pqp += p[t] * qp[t];
      }
      double largest = 0;
      for (double value : qp) {
        largest = Math.max(largest, Math.abs(value - pqp));
      }
      if (largest < 0.005 / classes) {
        break;
      }
      for (int t = 0; t < classes; t++) {
        double difference = (pqp - qp[t]) / q[t][t];
        p[t] += difference;
        double scale = 1 + difference;
        pqp = (pqp + difference * (difference * q[t][t] + 2 * qp[t])) / (scale * scale);
        for (int j = 0; j < classes; j++) {
          qp[j] = (qp[j] + difference * q[t][j]) / scale;
          p[j] /= scale;
        }
      }
    }
    return p;
  }
}
