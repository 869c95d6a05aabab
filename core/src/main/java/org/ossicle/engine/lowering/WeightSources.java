package org.ossicle.engine.lowering;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.ossicle.graph.Constant;
import org.ossicle.graph.Storage;
import org.ossicle.graph.StoredTensor;
import org.ossicle.graph.Tensor;

/**
 * Decides where each weight of a plan comes from. Small constants are gathered in one block, equal
 * ones once; large ones stay where they are: neighbours in a file share one range of it, as far as
 * the distance to the start of the range is a multiple of their element size.
 */
final class WeightSources {
    /** Up to this size a constant is copied into the block, whatever it comes from. */
    static final int INLINE_BYTES = 4096;

    /** Bytes of a file between two weights that a range may span rather than end. */
    private static final long GAP_BYTES = 4096;

    private static final int ALIGNMENT = 64;

    private final List<Storage> sources = new ArrayList<>();
    private final Place[] places;

    /**
     * Where a weight lies.
     *
     * @param source the index of its source
     * @param offset its first byte there
     */
    record Place(int source, long offset) {}

    WeightSources(List<Constant> weights) {
        places = new Place[weights.size()];
        List<Ranged> ranged = new ArrayList<>();
        List<Integer> inline = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            Constant weight = weights.get(i);
            Storage storage = storage(weight);
            if (storage == null) {
                inline.add(i);
            } else if (storage instanceof Storage.FileRange range) {
                ranged.add(new Ranged(i, range, weight.dtype().bytes()));
            } else {
                places[i] = new Place(sources.size(), 0);
                sources.add(storage);
            }
        }
        placeRanges(ranged);
        placeInline(inline, weights);
    }

    Place place(int weight) {
        return places[weight];
    }

    List<Storage> sources() {
        return sources;
    }

    private static final class ByPlaceInFile implements Comparator<Ranged> {
        @Override
        public int compare(Ranged a, Ranged b) {
            Path file = a.range().file();
            Path other = b.range().file();
            return file.equals(other)
                    ? Long.compare(a.range().offset(), b.range().offset())
                    : file.toString().compareTo(other.toString());
        }
    }

    private record Ranged(int weight, Storage.FileRange range, int elementBytes) {
        long end() {
            return range.offset() + range.length();
        }
    }

    /**
     * Some bytes by their content; hashed by an instruction, where a buffer's own hash is a loop.
     */
    private static final class Bytes {
        private final ByteBuffer content;
        private final int hash;

        Bytes(ByteBuffer content) {
            CRC32C checksum = new CRC32C();
            checksum.update(content.duplicate());
            this.content = content;
            this.hash = (int) checksum.getValue();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes
                    && bytes.hash == hash
                    && bytes.content.equals(content);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** A range of a file that grows while the next weight fits behind the last one. */
    private static final class Group {
        final Path file;
        final int source;
        final long start;
        long end;

        Group(Ranged first, int source) {
            this.file = first.range().file();
            this.source = source;
            this.start = first.range().offset();
            this.end = first.end();
        }

        boolean takes(Ranged next) {
            long offset = next.range().offset();
            return file.equals(next.range().file())
                    && (offset - start) % next.elementBytes() == 0
                    && offset - end <= GAP_BYTES;
        }
    }

    /** Where a large weight can stay, or null if its bytes go into the block. */
    private static Storage storage(Constant weight) {
        if (weight.byteSize() <= INLINE_BYTES) {
            return null;
        }
        if (weight instanceof StoredTensor stored) {
            return stored.storage();
        }
        ByteBuffer data = ((Tensor) weight).data();
        return data.isDirect() ? new Storage.Memory(data) : null;
    }

    private void placeRanges(List<Ranged> ranged) {
        ranged.sort(new ByPlaceInFile());
        List<Group> groups = new ArrayList<>();
        for (Ranged next : ranged) {
            Group home = null;
            for (int i = groups.size() - 1; home == null && i >= 0; i--) {
                home = groups.get(i).takes(next) ? groups.get(i) : null;
            }
            if (home == null) {
                home = new Group(next, sources.size() + groups.size());
                groups.add(home);
            }
            home.end = Math.max(home.end, next.end());
            places[next.weight()] = new Place(home.source, next.range().offset() - home.start);
        }
        for (Group group : groups) {
            sources.add(new Storage.FileRange(group.file, group.start, group.end - group.start));
        }
    }

    private void placeInline(List<Integer> inline, List<Constant> weights) {
        if (inline.isEmpty()) {
            return;
        }
        Map<Bytes, Place> known = new HashMap<>();
        List<ByteBuffer> blocks = new ArrayList<>();
        long bytes = 0;
        for (int weight : inline) {
            ByteBuffer data = weights.get(weight).load().data();
            Bytes key = new Bytes(data);
            Place place = known.get(key);
            if (place == null) {
                place = new Place(sources.size(), bytes);
                known.put(key, place);
                blocks.add(data);
                bytes = bytes + data.remaining() + ALIGNMENT - 1 & -ALIGNMENT;
            }
            places[weight] = place;
        }
        ByteBuffer block = ByteBuffer.allocateDirect(Math.toIntExact(Math.max(bytes, ALIGNMENT)));
        long next = 0;
        for (ByteBuffer data : blocks) {
            block.position((int) next);
            next = next + data.remaining() + ALIGNMENT - 1 & -ALIGNMENT;
            block.put(data.duplicate());
        }
        sources.add(new Storage.Memory(block.clear().order(ByteOrder.LITTLE_ENDIAN)));
    }
}
