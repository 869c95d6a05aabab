/**
 * From a folder of files to a pipeline that runs: which family a model is of, which file plays
 * which part, and how features, plans and search are wired for it.
 *
 * <p>The facade sees {@link org.ossicle.model.ModelFamilies}, {@link
 * org.ossicle.model.RecognizerModel} and {@link org.ossicle.model.RecognizerPipeline}. A family is
 * a {@link org.ossicle.model.ModelFamily}, found through {@link java.util.ServiceLoader}.
 */
package org.ossicle.model;
