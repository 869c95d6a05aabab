extern "C" const char* ossicle_version() { return "0.1.0"; }
