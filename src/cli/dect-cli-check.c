/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "chain/dect-chain.h"
#include "check/dect-check.h"
#include "dect-cli.h"

static DectExit
run_check (char **arguments)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectLinks) links = NULL;
  g_autoptr (DectChain) chain = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  gboolean json = FALSE;
  guint n_errors, n_warnings;
  DectExit exit = DECT_EXIT_USAGE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return exit;
  snapshot = dect_cli_load (arguments[0], &exit);
  if (snapshot == NULL)
    return exit;
  links = dect_links_new (snapshot, NULL, NULL);
  chain = dect_chain_new (snapshot, links);
  findings = dect_check_run (snapshot, links, chain, NULL);
  n_errors = dect_findings_count (findings, DECT_SEVERITY_ERROR);
  n_warnings = dect_findings_count (findings, DECT_SEVERITY_WARNING);

  if (json)
    {
      g_autoptr (JsonNode) root = dect_findings_to_json (findings, snapshot);

      dect_cli_print_node (root);
    }
  else
    {
      for (guint i = 0; i < findings->len; i++)
        {
          DectFinding *finding = g_ptr_array_index (findings, i);

          /* The rule's id is stable; scripts look for it. */
          g_print ("%s %s: %s\n",
                   dect_finding_get_severity (finding) == DECT_SEVERITY_ERROR ? _("error")
                                                                              : _("warning"),
                   dect_finding_get_rule (finding), dect_finding_get_text (finding));
        }
      g_print (ngettext ("%u error", "%u errors", n_errors), n_errors);
      g_print (", ");
      g_print (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
      g_print ("; %s\n", dect_chain_is_connected (chain) ? _("the chain is connected")
                                                         : _("the chain is not connected"));
    }
  return n_errors > 0 || !dect_chain_is_connected (chain) ? DECT_EXIT_FINDING : DECT_EXIT_DONE;
}

const DectCommand dect_cli_check_commands[] = {
  { "check", "FILE [--json]", N_("check the plan against all rules"), run_check },
  { NULL },
};
