package org.ossicle.decode;

import java.util.Arrays;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Modified beam search over a transducer: each frame gives at most one token, and after each frame
 * the most probable token sequences go on, however many ways led to them.
 *
 * <p>Of all hypotheses with all tokens the best are kept, as many as there are paths; those that
 * spell the same tokens add their probabilities. What is shown is the hypothesis with the best
 * logarithm of its probability per token, the tokens of the context it began with included. The
 * blank and the unknown token are never emitted. The confidence of a token is its softmax posterior
 * at temperature 1, taken before any blank penalty. The search is that of icefall's {@code
 * modified_beam_search}.
 */
public final class TransducerBeam implements TokenSearch {
    private static final int PADDING = -1;

    private final BeamScorer scorer;
    private final TransducerOptions options;
    private final int vocabularySize;
    private final TokenTree tree = new TokenTree();
    private final BeamContexts contexts;
    private final BestExtensions extensions;
    private final TokenSequence tokens = new TokenSequence();

    /** The last tokens before the segment began, oldest first. */
    private final int[] start;

    private final int[] nextStart;
    private Hypotheses beam;
    private Hypotheses next;
    private int[] path = {};

    /** The node of the tokens shown. */
    private int shown = TokenTree.ROOT;

    private long framesSeen;
    private long segmentStart;

    /**
     * A search at the start of a stream, with as many paths as the scorer has contexts.
     *
     * @param options of which a frame gives at most one symbol
     * @throws IllegalArgumentException if the scorer has no score for the blank
     */
    public TransducerBeam(BeamScorer scorer, TransducerOptions options) {
        this.scorer = scorer;
        this.options = options;
        this.vocabularySize = scorer.vocabularySize();
        if (options.blankId() >= vocabularySize) {
            throw new IllegalArgumentException(
                    "blankId " + options.blankId() + " is outside " + vocabularySize + " scores");
        }
        int paths = scorer.mostContexts();
        this.contexts = new BeamContexts(scorer);
        this.extensions = new BestExtensions(paths);
        this.start = new int[scorer.contextSize()];
        this.nextStart = new int[start.length];
        this.beam = new Hypotheses(tree, paths);
        this.next = new Hypotheses(tree, paths);
        restart();
    }

    @Override
    public boolean advance(int frames) {
        boolean complete = false;
        scorer.nextChunk();
        try {
            for (int frame = 0; frame < frames; frame++) {
                decodeFrame(frame);
                framesSeen++;
            }
            complete = true;
        } finally {
            if (!complete) {
                show();
            }
        }
        return show();
    }

    private void decodeFrame(int frame) {
        for (int i = 0; i < beam.size(); i++) {
            if (beam.row(i) == Hypotheses.NO_ROW) {
                beam.setRow(i, contexts.row(tree, beam.node(i), start, beam.rows(), beam.size()));
            }
        }
        float[] logPosteriors = scorer.logPosteriors(frame, contexts.given());
        extensions.clear();
        for (int i = 0; i < beam.size(); i++) {
            offer(i, logPosteriors);
        }
        for (int i = 0; i < extensions.size(); i++) {
            extend(
                    extensions.hypothesis(i),
                    extensions.token(i),
                    extensions.score(i),
                    logPosteriors);
        }
        beam.clear();
        Hypotheses room = beam;
        beam = next;
        next = room;
    }

    private void offer(int hypothesis, float[] logPosteriors) {
        int first = beam.row(hypothesis) * vocabularySize;
        if (Float.isNaN(logPosteriors[first])) {
            float[] row = Arrays.copyOfRange(logPosteriors, first, first + vocabularySize);
            throw FrameScores.unusable(row, vocabularySize, framesSeen);
        }
        double base = beam.score(hypothesis);
        float penalty = options.blankPenalty();
        if (penalty != 0) {
            // What the blank loses, the posteriors of all tokens gain in proportion.
            double blank = Math.exp(logPosteriors[first + options.blankId()]);
            base -= Math.log1p(blank * Math.expm1(-penalty));
        }
        extensions.offer(
                hypothesis, base, logPosteriors, first, vocabularySize, options.blankId(), penalty);
    }

    private void extend(int hypothesis, int token, double score, float[] logPosteriors) {
        int node = beam.node(hypothesis);
        int row = beam.row(hypothesis);
        if (token == options.blankId() || token == options.unknownId()) {
            next.add(tree.keep(node), score, row);
        } else {
            float confidence = (float) Math.exp(logPosteriors[row * vocabularySize + token]);
            next.add(tree.extend(node, token, framesSeen, confidence), score, Hypotheses.NO_ROW);
        }
    }

    /** Brings the tokens to those of the best hypothesis; returns whether they changed. */
    private boolean show() {
        int node = beam.node(beam.best(start.length));
        if (node == shown) {
            return false;
        }
        int depth = tree.depth(node);
        path = tree.path(node, path);
        int same = 0;
        while (same < Math.min(depth, tokens.size()) && isShown(path[same], same)) {
            same++;
        }
        boolean changed = same < depth || same < tokens.size();
        tokens.truncate(same);
        tree.append(path, same, depth, tokens);
        tree.release(shown);
        shown = tree.keep(node);
        return changed;
    }

    private boolean isShown(int node, int place) {
        return tree.id(node) == tokens.id(place) && tree.frame(node) == tokens.frame(place);
    }

    @Override
    public DecodedTokens tokens() {
        return tokens.view();
    }

    @Override
    public long framesSeen() {
        return framesSeen;
    }

    @Override
    public long segmentFrames() {
        return framesSeen - segmentStart;
    }

    @Override
    public long trailingBlankFrames() {
        int size = tokens.size();
        long from = size == 0 ? segmentStart : tokens.frame(size - 1) + 1;
        return Math.max(0, framesSeen - from);
    }

    @Override
    public void nextSegment() {
        BeamContexts.write(tree, shown, start, nextStart);
        System.arraycopy(nextStart, 0, start, 0, start.length);
        beginSegment();
    }

    private void beginSegment() {
        tokens.truncate(0);
        tree.release(shown);
        shown = TokenTree.ROOT;
        beam.clear();
        next.clear();
        beam.add(TokenTree.ROOT, 0, Hypotheses.NO_ROW);
        segmentStart = framesSeen;
    }

    @Override
    public void restart() {
        framesSeen = 0;
        Arrays.fill(start, PADDING);
        start[start.length - 1] = options.blankId();
        beginSegment();
    }

    /** The predictions are not written: they follow from the tokens. */
    @Override
    public void save(SnapshotWriter writer) {
        writer.section("transducer beam");
        writer.putLong(framesSeen);
        writer.putLong(segmentStart);
        for (int token : start) {
            writer.putInt(token);
        }
        beam.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("transducer beam");
        restart();
        framesSeen = reader.getPosition();
        segmentStart = reader.getLong(0, framesSeen);
        for (int i = 0; i < start.length; i++) {
            start[i] = reader.getInt(PADDING, vocabularySize - 1);
        }
        beam.restore(reader, vocabularySize, framesSeen);
        show();
    }
}
