/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-commission-log.h"
#include "dect-pbx-session-private.h"
#include "pbx/dect-pbx-journal.h"

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
number_node (gint64 number)
{
  return json_node_init_int (json_node_alloc (), number);
}

/* The PBX has what the plan says, as of now. */
void
dect_session_log_push_anew (DectSite *site)
{
  dect_commission_log (site, "tick", "step", text_node (dect_step_info (DECT_STEP_PUSH)->id), NULL);
}

/* The journal leaves out a push that changed nothing; the step is done anew all the same. */
void
dect_session_log_push (DectSite *site, DectSessionJob *job)
{
  DectLog *log = dect_site_get_log (site);
  const char *gateway = dect_pbx_review_get_gateway (job->review);

  dect_pbx_journal_add_accepted (log, (const char *const *) job->overridden);
  if (!dect_pbx_journal_add_push (log, job->client, gateway, job->result))
    dect_session_log_push_anew (site);
}

void
dect_session_log_files (DectSite *site, DectSessionJob *job)
{
  for (guint i = 0; i < G_N_ELEMENTS (job->files); i++)
    {
      g_autofree char *name = g_path_get_basename (job->files[i].path);
      g_autofree char *shown = g_filename_display_name (name);

      dect_commission_log (site, "export", "file",
                           text_node (job->files[i].kind == DECT_KIND_RFP ? "rfp" : "handset"),
                           "name", text_node (shown), "records",
                           number_node (job->files[i].n_records), "from",
                           text_node (job->client != NULL ? "pbx" : "local"), NULL);
    }
}
