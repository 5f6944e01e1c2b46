/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-commission-log.h"

#include <json-glib/json-glib.h>

void
dect_commission_read (DectSite *site, DectStepState states[DECT_N_STEPS])
{
  GListModel *log;

  g_return_if_fail (DECT_IS_SITE (site));

  memset (states, 0, sizeof states[0] * DECT_N_STEPS);
  log = G_LIST_MODEL (dect_site_get_log (site));
  for (guint i = 0; i < g_list_model_get_n_items (log); i++)
    {
      g_autoptr (DectLogItem) item = g_list_model_get_item (log, i);

      dect_step_states_replay (states, dect_log_item_get_entry (item));
    }
}

void
dect_commission_tick (DectSite *site, DectStep step, gboolean done)
{
  DectStepState states[DECT_N_STEPS];

  g_return_if_fail (DECT_IS_SITE (site));
  g_return_if_fail ((guint) step < DECT_N_STEPS);

  dect_commission_read (site, states);
  if (states[step].done != !!done)
    dect_commission_log (site, done ? DECT_EVENT_TICK : DECT_EVENT_UNTICK, "step",
                         json_node_init_string (json_node_alloc (), dect_step_info (step)->id),
                         NULL);
}

void
dect_commission_log (DectSite *site, const char *event, const char *first_member, ...)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;
  va_list args;

  g_return_if_fail (DECT_IS_SITE (site));

  va_start (args, first_member);
  for (const char *member = first_member; member != NULL; member = va_arg (args, const char *))
    json_object_set_member (object, member, va_arg (args, JsonNode *));
  va_end (args);
  json_node_take_object (node, object);
  text = json_to_string (node, FALSE);
  dect_log_append (dect_site_get_log (site), event, text);
}
