/** An engine that gives the heavy steps of a plan to oneDNN. */
module org.ossicle.onednn {
    requires org.ossicle.core;
    requires org.bytedeco.dnnl;

    provides org.ossicle.engine.EngineProvider with
            org.ossicle.onednn.OnednnEngineProvider;
}
