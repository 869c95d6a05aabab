package org.ossicle.plan;

import java.util.List;
import org.ossicle.graph.Operator;

/**
 * A step of a plan under construction.
 *
 * @param inputs null for an omitted optional one
 * @param outputs null for one nobody asked for
 */
record Draft(String name, Operator op, List<Placement> inputs, List<Placement> outputs) {}
