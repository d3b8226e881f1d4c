package mer4j.dsp;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors in which kernels work on a {@link FrameBlock}: one frame in each lane, as many at a
 * time as the machine's vectors hold, but not more than a block has.
 *
 * <p>Only operations that are exact or rounded once are used, lane by lane, so that results depend
 * neither on a frame's place in its block nor on whether the virtual machine has compiled a kernel
 * yet; where a frame's values are added up lane by lane, not on the length of the vectors either.
 */
final class Lanes {
  private static final int WIDEST = Math.min(512, VectorShape.preferredShape().vectorBitSize());

  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED.withShape(shape(WIDEST));

  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  static final VectorSpecies<Double> DOUBLES = FLOATS.withLanes(double.class);

  /** As many floats as there are {@link #DOUBLES}. */
  static final VectorSpecies<Float> FLOAT_HALF = FLOATS.withShape(shape(WIDEST / 2));

  private Lanes() {}

  private static VectorShape shape(int bits) {
    return VectorShape.forBitSize(bits);
  }
}
