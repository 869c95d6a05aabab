package org.ossicle.model;

import org.ossicle.graph.DType;
import org.ossicle.onnx.OnnxHeader;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;

/**
 * Which outputs of an emotion model are read.
 *
 * @param scores index of the output with one number for each label
 * @param voice index of the output that says whether there is a voice, or {@link #ABSENT}
 */
record EmotionPlanOutputs(int scores, int voice) {
    /** In place of the index of an output that a model does not have. */
    static final int ABSENT = -1;

    /**
     * Finds them: those that the metadata names, or as scores the only output with as many numbers
     * as there are labels.
     *
     * @throws org.ossicle.error.ModelFormatException if one is missing, or several may be meant
     */
    static EmotionPlanOutputs of(OnnxHeader header, Plan plan, EmotionSpec spec) {
        return new EmotionPlanOutputs(scores(header, plan, spec), voice(header, plan, spec));
    }

    private static int scores(OnnxHeader header, Plan plan, EmotionSpec spec) {
        String wanted = EmotionSpec.metadata(header).text("output_name", "");
        int found = ABSENT;
        for (int i = 0; i < plan.outputs().size(); i++) {
            String name = header.outputs().get(i).name();
            boolean named = name.equals(wanted);
            boolean fits =
                    width(plan, i) == spec.output().width() && !name.equals(spec.voiceOutput());
            if (named && !fits || wanted.isEmpty() && fits && found != ABSENT) {
                found = ABSENT;
                break;
            }
            if (fits && (named || wanted.isEmpty())) {
                found = i;
            }
        }
        if (found == ABSENT) {
            throw OnnxEmotionModel.wrong(
                    header,
                    "one float output "
                            + wanted
                            + " of "
                            + spec.output().width()
                            + " numbers, one for each of the labels",
                    header.outputs().toString());
        }
        return found;
    }

    private static int voice(OnnxHeader header, Plan plan, EmotionSpec spec) {
        if (spec.voiceOutput().isEmpty()) {
            return ABSENT;
        }
        for (int i = 0; i < plan.outputs().size(); i++) {
            boolean named = header.outputs().get(i).name().equals(spec.voiceOutput());
            if (named
                    && width(plan, i) == 1
                    && plan.tensor(plan.outputs().get(i)).elements() == 1) {
                return i;
            }
        }
        throw OnnxEmotionModel.wrong(
                header,
                "a float output " + spec.voiceOutput() + " of one number, as voice_output says",
                header.outputs().toString());
    }

    /** Numbers in a row of [C], [1, C] or [1, T, C]; -1 for anything else. */
    private static long width(Plan plan, int output) {
        PlanTensor tensor = plan.tensor(plan.outputs().get(output));
        int rank = tensor.rank();
        boolean row = tensor.dtype() == DType.FLOAT32 && rank >= 1 && rank <= 3;
        return row ? tensor.dims()[rank - 1] : -1;
    }
}
