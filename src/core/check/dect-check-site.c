/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The site as a whole: floors, passwords, capacity and licence. */

#define G_LOG_DOMAIN "dect-check"

#include "config.h"

#include <math.h>

#include "check/dect-check-private.h"
#include "model/dect-data.h"
#include "model/dect-i18n.h"

#define LICENCE_FREE_RFPS 5
#define LICENCE_RELEASE 600

static guint
count_on_floor (DectCheck *check, guint32 floor)
{
  guint count = 0;

  for (guint i = 0; i < check->n_rfps; i++)
    count += DECT_RFP (check->rfps[i])->floor == floor;
  return count;
}

void
dect_check_floor_unscaled (DectCheck *check)
{
  guint n_floors = dect_snapshot_count (check->snapshot, DECT_KIND_FLOOR);

  for (guint i = 0; i < n_floors; i++)
    {
      const DectFloor *floor = dect_snapshot_floor (check->snapshot, i);
      g_autofree char *title = NULL;

      if (floor->plan == NULL || isfinite (floor->plan_scale_m)
          || count_on_floor (check, floor->head.id) == 0)
        continue;
      title = dect_record_title (&floor->head);
      dect_check_report (check, &floor->head.id, 1,
                         _("The plan of %s has no scale: draw a line of known length on it, "
                            "else every distance is a guess."),
                         title);
    }
}

void
dect_check_password_default (DectCheck *check)
{
  const guint32 site = DECT_SITE_ID;

  if (check->facts != NULL && check->facts->omm_password_default)
    dect_check_report (check, &site, 1,
                       _("The OMM password is the one it was delivered with: change it in the "
                          "OMM and here."));
}

void
dect_check_licence_macs (DectCheck *check)
{
  const guint32 site = DECT_SITE_ID;

  if (check->n_rfps > LICENCE_FREE_RFPS && dect_check_release_from (check, LICENCE_RELEASE, FALSE))
    dect_check_report (check, &site, 1,
                       _("%u base stations need a licence with release %s, and it is bound to the "
                          "MAC addresses of three: choose three that stay where they are."),
                       check->n_rfps, check->info->omm_release);
}

void
dect_check_cluster_many (DectCheck *check)
{
  const guint32 site = DECT_SITE_ID;
  g_autoptr (GHashTable) clusters = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < check->n_rfps; i++)
    g_hash_table_add (clusters, GINT_TO_POINTER (DECT_RFP (check->rfps[i])->cluster));
  if (g_hash_table_size (clusters) > 1)
    dect_check_report (check, &site, 1,
                       _("The base stations are in %u clusters: no call is handed over from one "
                          "to another; make it one, or accept it."),
                       g_hash_table_size (clusters));
}

/* --- Capacity ------------------------------------------------------------------------------- */

typedef struct
{
  gint64 limit;
  gboolean verified;
  const char *source;
} Limit;

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/* An open end takes any release; a release that is not set is taken for a current one. */
static gboolean
is_for_release (DectCheck *check, JsonObject *object)
{
  gint from = dect_omm_release_number (get_text (object, "from"));
  gint to = dect_omm_release_number (get_text (object, "to"));

  if (check->release < 0)
    return to < 0;
  return (from < 0 || check->release >= from) && (to < 0 || check->release <= to);
}

/* The file may be the user's own copy: an entry of another shape is passed over. */
static gboolean
read_limit (DectCheck *check, JsonNode *node, const char *kind, Limit *limit)
{
  const char *host = check->info->omm_host == DECT_OMM_HOST_PC ? "pc" : "rfp";
  JsonObject *object;
  JsonNode *number, *verified;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  number = json_object_get_member (object, "limit");
  verified = json_object_get_member (object, "verified");
  if (g_strcmp0 (get_text (object, "host"), host) != 0
      || g_strcmp0 (get_text (object, "kind"), kind) != 0 || number == NULL
      || !JSON_NODE_HOLDS_VALUE (number) || json_node_get_value_type (number) != G_TYPE_INT64
      || !is_for_release (check, object))
    return FALSE;
  limit->limit = json_node_get_int (number);
  limit->verified = verified != NULL && JSON_NODE_HOLDS_VALUE (verified)
                    && json_node_get_value_type (verified) == G_TYPE_BOOLEAN
                    && json_node_get_boolean (verified);
  limit->source = get_text (object, "source");
  return TRUE;
}

/* The smallest figure that holds. */
static gboolean
find_limit (DectCheck *check, JsonArray *limits, const char *kind, Limit *best)
{
  gboolean found = FALSE;

  for (guint i = 0; i < json_array_get_length (limits); i++)
    {
      Limit limit = { 0 };

      if (!read_limit (check, json_array_get_element (limits, i), kind, &limit)
          || (found && limit.limit >= best->limit))
        continue;
      *best = limit;
      found = TRUE;
    }
  return found;
}

static void
check_capacity (DectCheck *check,
                JsonArray *limits,
                const char *kind,
                guint count,
                const char *verified,
                const char *unverified)
{
  const guint32 site = DECT_SITE_ID;
  Limit limit = { 0 };

  if (!find_limit (check, limits, kind, &limit) || count <= limit.limit)
    return;
  dect_check_report (check, &site, 1, limit.verified ? verified : unverified, count,
                     (int) limit.limit, limit.source != NULL ? limit.source : "?");
}

void
dect_check_capacity (DectCheck *check)
{
  g_autoptr (JsonNode) node = dect_data_load ("omm/capacity.json", NULL);
  JsonNode *limits = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    limits = json_object_get_member (json_node_get_object (node), "limits");
  if (limits == NULL || !JSON_NODE_HOLDS_ARRAY (limits))
    return;
  check_capacity (check, json_node_get_array (limits), "rfps", check->n_rfps,
                  _("%u base stations are more than the %d that one OMM carries (%s): ask the OMM "
                     "for its limits."),
                  _("%u base stations are more than the %d that one OMM is said to carry (not "
                     "confirmed: %s): ask the OMM for its limits."));
  check_capacity (check, json_node_get_array (limits), "handsets", check->n_handsets,
                  _("%u handsets are more than the %d that one OMM carries (%s): ask the OMM for "
                     "its limits, or run it on a PC."),
                  _("%u handsets are more than the %d that one OMM is said to carry (not "
                     "confirmed: %s): ask the OMM for its limits, or run it on a PC."));
}
