package mer4j.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;

/** The header of one MPEG audio layer III frame (ISO/IEC 11172-3, 13818-3; 1993, 1995). */
final class MpegFrame {
  private static final int HEADER_BYTES = 4;

  /** kbit/s by index, MPEG-1 layer III, then MPEG-2 and 2.5 layer III. */
  private static final int[][] BIT_RATES = {
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };

  private static final int[] SAMPLE_RATES = {44_100, 48_000, 32_000};

  private MpegFrame() {}

  /** Whether a packet of an mp3 stream ends before the frame it starts with. */
  static boolean isCut(PacketView packet, int codecId) {
    if (codecId != AV_CODEC_ID_MP3) {
      return false;
    }
    if (packet.size() < HEADER_BYTES) {
      return true;
    }
    return packet.size() < bytes(packet.header());
  }

  /** Length of a frame in bytes, from its first four; 0 where they are no layer III header. */
  static int bytes(int header) {
    var sync = header >>> 21 == 0x7ff;
    var version = header >> 19 & 3;
    var layer = header >> 17 & 3;
    var bitRate = header >> 12 & 15;
    var rate = header >> 10 & 3;
    if (!sync || version == 1 || layer != 1 || bitRate == 0 || bitRate == 15 || rate == 3) {
      return 0;
    }
    var first = version == 3;
    var sampleRate = SAMPLE_RATES[rate] >> (first ? 0 : version == 2 ? 1 : 2);
    var bits = 1000 * BIT_RATES[first ? 0 : 1][bitRate];
    return (first ? 144 : 72) * bits / sampleRate + (header >> 9 & 1);
  }
}
