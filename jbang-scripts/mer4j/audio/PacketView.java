package mer4j.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.Loader;

/** A coded packet in native memory, read where it lies; see {@link FrameView}. */
final class PacketView {
  private static final long DATA = offset("data");
  private static final long SIZE = offset("size");
  private static final long STREAM = offset("stream_index");
  private static final long DURATION = offset("duration");

  private final MemorySegment fields;

  PacketView(AVPacket packet) {
    fields = MemorySegment.ofAddress(packet.address()).reinterpret(Loader.sizeof(AVPacket.class));
  }

  private static long offset(String field) {
    return Loader.offsetof(AVPacket.class, field);
  }

  /** Index of the stream it belongs to. */
  int stream() {
    return fields.get(JAVA_INT, STREAM);
  }

  /** Its duration in the stream's unit of time. */
  long duration() {
    return fields.get(JAVA_LONG, DURATION);
  }

  /** Its size in bytes. */
  int size() {
    return fields.get(JAVA_INT, SIZE);
  }

  /** Its first bytes, big-endian; there must be four. */
  int header() {
    var data = fields.get(ADDRESS, DATA).reinterpret(Integer.BYTES);
    int header = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      header = header << 8 | data.get(JAVA_BYTE, i) & 0xff;
    }
    return header;
  }
}
