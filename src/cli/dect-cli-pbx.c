#include "config.h"
#include "dect-cli.h"
const DectCommand dect_cli_pbx_commands[] = { { NULL } };
