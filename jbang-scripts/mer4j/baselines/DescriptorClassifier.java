package mer4j.baselines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import mer4j.eval.ClipClassifier;
import mer4j.eval.DenseMatrix;
import mer4j.eval.ModelCard;
import mer4j.features.ClipDescriptors;
import mer4j.features.FeatureMatrix;

/**
 * A {@link BlockMachine} over {@link ClipDescriptors} that judges clips. A clip of any length is
 * described as a whole: nothing is cut off or padded.
 */
public final class DescriptorClassifier implements ClipClassifier {
  /** The kind of its model cards. */
  public static final String KIND = "descriptors";

  private final ModelCard card;
  private final BlockMachine machine;

  /**
   * @param card what the model is
   * @param machine the model
   * @throws IllegalArgumentException if it was fitted on other columns
   */
  public DescriptorClassifier(ModelCard card, BlockMachine machine) {
    if (machine.scaler().columns() != ClipDescriptors.columns()) {
      throw new IllegalArgumentException(
          "a machine over %d columns; there are %d descriptors"
              .formatted(machine.scaler().columns(), ClipDescriptors.columns()));
    }
    this.card = card;
    this.machine = machine;
  }

  @Override
  public ModelCard card() {
    return card;
  }

  /** What the model was fitted with. */
  public BlockSettings settings() {
    return machine.settings();
  }

  @Override
  public double[] probabilities(FeatureMatrix clip) {
    var values = ClipDescriptors.of(clip);
    return machine.scores(new DenseMatrix(1, values.length, values))[0];
  }

  /**
   * Saves the model as {@code model.json} and NumPy arrays.
   *
   * @throws IOException if the folder cannot be written
   */
  public void save(Path folder) throws IOException {
    Files.createDirectories(folder);
    var parameters = ModelCard.parameters();
    var names = parameters.putArray("blocks");
    machine.settings().blocks().forEach(names::add);
    parameters.put("c", machine.settings().c()).put("width", machine.settings().width());
    BaselineFiles.vector(folder, "mean", machine.scaler().mean());
    BaselineFiles.vector(folder, "deviation", machine.scaler().deviation());
    BaselineFiles.vector(folder, "factor", machine.scaler().factor());
    BaselineFiles.saveMachine(folder, machine.machine(), parameters);
    card.write(folder, parameters);
  }

  /**
   * Loads a model's folder.
   *
   * @throws IOException naming the file that is missing or damaged
   */
  public static DescriptorClassifier load(Path folder) throws IOException {
    var card = ModelCard.read(folder);
    var parameters = ModelCard.readParameters(folder);
    try {
      var scaler =
          new BlockScaler(
              BaselineFiles.doubles(folder, "mean"),
              BaselineFiles.doubles(folder, "deviation"),
              BaselineFiles.doubles(folder, "factor"));
      var machine = BaselineFiles.machine(folder, parameters, card.classes().size());
      if (machine.vectors().columns() != scaler.columns()) {
        throw new IllegalArgumentException(
            "support vectors of %d columns behind a scaler of %d"
                .formatted(machine.vectors().columns(), scaler.columns()));
      }
      return new DescriptorClassifier(
          card, new BlockMachine(settings(parameters), scaler, machine));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException(
          "cannot use model " + folder.resolve(ModelCard.FILE) + ": " + e.getMessage(), e);
    }
  }

  private static BlockSettings settings(JsonNode parameters) {
    var blocks = new ArrayList<String>();
    parameters.path("blocks").forEach(name -> blocks.add(name.asText()));
    return new BlockSettings(
        blocks, parameters.path("c").asDouble(), parameters.path("width").asDouble());
  }
}
