package org.ossicle.model;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;
import org.ossicle.onnx.OnnxHeader;
import org.ossicle.onnx.OnnxReader;

/**
 * The files of an icefall transducer in a folder, told apart by what they hold: names in the zoo
 * are free. Where a folder has both, the 8-bit encoder and joiner and the float decoder are taken,
 * which is the recipe the zoo is published with.
 */
record TransducerFiles(Model encoder, Model decoder, Model joiner, Path tokens) {
    /** A model file and what it says of itself. */
    record Model(Path path, OnnxHeader header) {}

    private enum Role {
        ENCODER,
        DECODER,
        JOINER,
        OTHER
    }

    /** The files, or null if the folder has none that looks like a transducer's encoder. */
    static TransducerFiles find(Path folder) {
        List<Model> encoders = new ArrayList<>();
        List<Model> decoders = new ArrayList<>();
        List<Model> joiners = new ArrayList<>();
        ModelFileException unreadable = null;
        for (Path file : files(folder, ".onnx")) {
            try {
                Model model = new Model(file, OnnxReader.readHeader(file));
                switch (roleOf(model.header())) {
                    case ENCODER -> encoders.add(model);
                    case DECODER -> decoders.add(model);
                    case JOINER -> joiners.add(model);
                    case OTHER -> {}
                }
            } catch (ModelFileException e) {
                unreadable = e;
            }
        }
        boolean complete = !encoders.isEmpty() && !decoders.isEmpty() && !joiners.isEmpty();
        if (!complete && unreadable != null) {
            throw unreadable;
        }
        if (encoders.isEmpty() || decoders.isEmpty() && joiners.isEmpty()) {
            return null;
        }
        return new TransducerFiles(
                pick(folder, "encoder", encoders, true),
                pick(folder, "decoder", decoders, false),
                pick(folder, "joiner", joiners, true),
                tokens(folder));
    }

    private static Role roleOf(OnnxHeader header) {
        Map<String, String> metadata = header.metadata();
        int inputs = header.inputs().size();
        if (metadata.containsKey("context_size") && inputs == 1) {
            return Role.DECODER;
        }
        if (inputs == 2 && header.outputs().size() == 1 && isJoiner(header)) {
            return Role.JOINER;
        }
        boolean transducer = !header.outputs().isEmpty() && !isLogProbs(header);
        if (metadata.containsKey("decode_chunk_len") && inputs > 2 && transducer) {
            return Role.ENCODER;
        }
        return Role.OTHER;
    }

    private static boolean isJoiner(OnnxHeader header) {
        return header.metadata().containsKey("joiner_dim")
                || header.inputs().get(0).name().startsWith("encoder_out")
                        && header.inputs().get(1).name().startsWith("decoder_out");
    }

    private static boolean isLogProbs(OnnxHeader header) {
        return header.outputs().get(0).name().startsWith("log_probs");
    }

    private static Model pick(Path folder, String role, List<Model> found, boolean quantised) {
        List<Model> preferred = new ArrayList<>();
        for (Model model : found) {
            if (isQuantised(model.path()) == quantised) {
                preferred.add(model);
            }
        }
        List<Model> candidates = preferred.isEmpty() ? found : preferred;
        if (candidates.size() != 1) {
            throw new ModelFormatException(
                    folder + ", role " + role,
                    "one file",
                    candidates.isEmpty()
                            ? "none among " + files(folder, ".onnx")
                            : candidates.stream().map(Model::path).toList().toString(),
                    candidates.isEmpty()
                            ? "add the " + role + " that was published with the model"
                            : "keep one of them in the folder");
        }
        return candidates.get(0);
    }

    private static boolean isQuantised(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".int8.onnx");
    }

    private static Path tokens(Path folder) {
        Path usual = folder.resolve("tokens.txt");
        if (Files.isRegularFile(usual)) {
            return usual;
        }
        List<Path> candidates =
                files(folder, ".txt").stream()
                        .filter(f -> f.getFileName().toString().contains("tokens"))
                        .toList();
        if (candidates.size() != 1) {
            throw new ModelFileException(
                    folder.toString(),
                    "a file tokens.txt",
                    candidates.isEmpty() ? "none" : candidates.toString(),
                    "add the tokens that were published with the model");
        }
        return candidates.get(0);
    }

    private static List<Path> files(Path folder, String suffix) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (file.getFileName().toString().endsWith(suffix)) {
                    found.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw unreadable(folder, e.getCause());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        Collections.sort(found);
        return found;
    }

    private static ModelFileException unreadable(Path folder, IOException e) {
        return new ModelFileException(
                folder.toString(), "a readable folder", e.toString(), "check its rights", e);
    }
}
