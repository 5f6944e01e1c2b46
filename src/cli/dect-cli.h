/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/dect-history.h"
#include "model/dect-json-add.h"

G_BEGIN_DECLS

/**
 * DectExit:
 * @DECT_EXIT_DONE: done; warnings allowed
 * @DECT_EXIT_FINDING: an error finding, a chain that is not connected, or a difference
 * @DECT_EXIT_USAGE: wrong arguments
 * @DECT_EXIT_INPUT: a file that cannot be read or written, or does not hold what it should
 * @DECT_EXIT_PEER: PBX or OMM refused, or out of reach
 * @DECT_EXIT_CONFLICT: somebody else changed the PBX in between
 *
 * Exit codes; scripts depend on them.
 */
typedef enum
{
  DECT_EXIT_DONE = 0,
  DECT_EXIT_FINDING = 1,
  DECT_EXIT_USAGE = 2,
  DECT_EXIT_INPUT = 3,
  DECT_EXIT_PEER = 4,
  DECT_EXIT_CONFLICT = 5,
} DectExit;

/**
 * DectCommand:
 * @name: the word, or words with a blank between: "pbx push"
 * @arguments: what follows it, for help and errors
 * @summary: what it does, untranslated
 * @run: does it; @arguments are those behind the name, a %NULL-terminated array it may consume
 *
 * One line of the command line. The tables of all files together are the program.
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  DectExit (*run) (char **arguments);
} DectCommand;

/** dect_cli_output_init: what g_print() and g_printerr() print steers no terminal, whatever a file or a server put into it: on a terminal
 * and on stderr control characters become U+FFFD, but for line breaks and tabs; a file or a program gets stdout byte for byte */
void dect_cli_output_init (void);

/* Each file's commands, ended by a NULL name. */
extern const DectCommand dect_cli_site_commands[];
extern const DectCommand dect_cli_salvage_commands[];
extern const DectCommand dect_cli_check_commands[];
extern const DectCommand dect_cli_chain_commands[];
extern const DectCommand dect_cli_import_commands[];
extern const DectCommand dect_cli_export_commands[];
extern const DectCommand dect_cli_place_commands[];
extern const DectCommand dect_cli_radio_commands[];
extern const DectCommand dect_cli_fit_commands[];
extern const DectCommand dect_cli_dhcp_commands[];
extern const DectCommand dect_cli_boot_commands[];
extern const DectCommand dect_cli_pbx_commands[];
extern const DectCommand dect_cli_omm_commands[];
extern const DectCommand dect_cli_sheets_commands[];

/**
 * dect_cli_parse:
 * @arguments: (inout): the arguments behind the command's name; what is no option is left in it
 * @entries: (nullable): options
 * @minimum: how many must be left at least
 * @maximum: how many at most; -1 = any number
 *
 * Says what is wrong on stderr.
 *
 * Returns: whether they fit; else the command ends with %DECT_EXIT_USAGE
 */
gboolean dect_cli_parse (char             **arguments,
                         const GOptionEntry *entries,
                         int                 minimum,
                         int                 maximum);

/**
 * dect_cli_fail:
 * @where: (nullable): file, field or address the error is about
 * @error: (transfer full): what went wrong
 *
 * Prints one line on stderr.
 *
 * Returns: the exit code that fits the error's domain
 */
DectExit dect_cli_fail (const char *where,
                        GError     *error);

/**
 * dect_cli_fail_layout:
 * @id: (nullable): what stood behind --layout
 * @error: (transfer full): why there is no layout
 *
 * As dect_cli_fail(); a name on the command line that no layout has is a wrong argument.
 */
DectExit dect_cli_fail_layout (const char *id, GError *error);

/** dect_cli_serve: runs "pbx serve" until it is told to stop. Returns: how it went */
DectExit dect_cli_serve (char **arguments);

/** dect_cli_hash: prints a line for the file of users from a password on stdin. Returns: how it went */
DectExit dect_cli_hash (char **arguments);

/** dect_cli_audit: prints who changed what in a database of the embedded PBX. Returns: how it went */
DectExit dect_cli_audit (char **arguments);

/** dect_cli_wants_repair: Returns: whether the arguments of "chain" ask for suggestions or a repair */
gboolean dect_cli_wants_repair (char **arguments);

/** dect_cli_repair: lists what would repair the chain, or does it. Returns: how it went */
DectExit dect_cli_repair (char **arguments);

/** dect_cli_usage: prints one line on stderr. Returns: %DECT_EXIT_USAGE */
DectExit dect_cli_usage (const char *format,
                         ...) G_GNUC_PRINTF (1, 2);

/** dect_cli_load: Returns: (transfer full) (nullable): the site in file @path; %NULL after having said why, @exit set */
DectSnapshot *dect_cli_load (const char *path,
                             DectExit   *exit);

/** dect_cli_open: as dect_cli_load(), for commands that change the site. Returns: (transfer full) (nullable): the site */
DectSite *dect_cli_open (const char *path,
                         DectExit   *exit);

/** dect_cli_make: Returns: (transfer full): an empty site, named after the file it is for */
DectSite *dect_cli_make (const char *path);

/** dect_cli_import_omm: takes import files of the OMM over. Returns: how it went */
DectExit dect_cli_import_omm (char **arguments);

/** dect_cli_save: writes the site to file @path. Returns: how it went, said on stderr */
DectExit dect_cli_save (DectSite   *site,
                        const char *path);

/** dect_cli_read_file: Returns: (transfer full) (nullable): bytes of a file of at most @max_bytes; %NULL after having said why */
GBytes *dect_cli_read_file (const char *path,
                            gsize       max_bytes,
                            DectExit   *exit);

/** dect_cli_write_file: writes a whole file in @folder (made when missing) and prints its path; mode as dect_save_bytes() */
DectExit dect_cli_write_file (const char *folder,
                              const char *name,
                              GBytes     *bytes,
                              guint       mode);

/** dect_cli_print_node: prints @root on stdout, indented, numbers with no more digits than needed */
void dect_cli_print_node (JsonNode *root);

/** dect_cli_print_json: prints what @builder holds on stdout, indented */
void dect_cli_print_json (JsonBuilder *builder);

G_END_DECLS
