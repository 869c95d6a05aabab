package org.ossicle.error;

import java.util.List;

/** A model uses operators that are not implemented. All of them are listed, not only the first. */
public class UnsupportedOperatorException extends OssicleException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> operators;

    /**
     * @param where the model file
     * @param operators every unsupported operator with its domain, opset and one node that uses it
     * @param supported the operators that are implemented, for the message
     */
    public UnsupportedOperatorException(
            String where, List<String> operators, List<String> supported) {
        super(
                where,
                "operators out of " + supported,
                String.join(", ", operators),
                "export the model without them or ask for them to be added");
        this.operators = List.copyOf(operators);
    }

    /** Every unsupported operator, each with its domain, opset and one node that uses it. */
    public List<String> operators() {
        return operators;
    }
}
