/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-client-private.h"
#include "pbx/dect-pbx-directory-private.h"

#include "model/dect-mac.h"
#include "pbx/dect-pbx-problem.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CHARS 200
#define MAC_DIGITS 12

/* The first of the members that the profile names for ours ("a;b") which has a text or number. */
static char *
dup_member (DectPbxProfile *profile, const char *kind, const char *member, JsonObject *row)
{
  g_auto (GStrv) names = g_strsplit (dect_pbx_profile_get_field (profile, kind, member), ";", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (row, g_strstrip (names[i]));
      if (node == NULL)
        continue;
      GType type = json_node_get_value_type (node);
      g_autofree char *text
          = type == G_TYPE_STRING  ? dect_peer_plain_text (json_node_get_string (node), MAX_CHARS)
            : type == G_TYPE_INT64 ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node))
                                   : g_strdup ("");
      if (*text != '\0')
        return g_steal_pointer (&text);
    }
  return NULL;
}

/* The MAC address in a text, wherever it stands: "Snom Phone-360-000413261234". */
static char *
find_mac (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", " /,;()", -1);
  DectMac mac;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);
      const char *tail = length > MAC_DIGITS ? words[i] + length - MAC_DIGITS : words[i];
      if (dect_mac_parse (words[i], &mac, NULL) || dect_mac_parse (tail, &mac, NULL))
        return dect_mac_to_key (&mac);
    }
  return NULL;
}

static gboolean
add_user (DectPbxProfile *profile, const char *kind, JsonObject *row, GPtrArray *users)
{
  g_autofree char *id = dup_member (profile, kind, "id", row);
  g_autofree char *name = dup_member (profile, kind, "name", row);

  if (id == NULL && name == NULL)
    return FALSE;

  DectPbxUser *user = g_new0 (DectPbxUser, 1);
  user->number = dup_member (profile, kind, "number", row);
  user->id = g_strdup (id != NULL ? id : name);
  user->name = g_steal_pointer (&name);
  g_ptr_array_add (users, user);
  return TRUE;
}

static gboolean
add_device (DectPbxProfile *profile, const char *kind, JsonObject *row, GPtrArray *devices)
{
  g_autofree char *id = dup_member (profile, kind, "id", row);
  g_autofree char *name = dup_member (profile, kind, "name", row);
  g_autofree char *mac = dup_member (profile, kind, "mac", row);

  if (id == NULL && name == NULL)
    return FALSE;

  DectPbxDevice *device = g_new0 (DectPbxDevice, 1);
  device->mac = find_mac (mac);
  device->user = dup_member (profile, kind, "user", row);
  device->id = g_strdup (id != NULL ? id : name);
  device->name = g_steal_pointer (&name);
  g_ptr_array_add (devices, device);
  return TRUE;
}

DectPbxDirectory *
dect_pbx_run_directory (DectPbxRun *run, GError **error)
{
  g_autoptr (DectPbxDirectory) self = dect_pbx_directory_new ();
  const struct
  {
    DectPbxPath path;
    const char *kind;
    gboolean (*add) (DectPbxProfile *, const char *, JsonObject *, GPtrArray *);
    GPtrArray *list;
  } lists[] = {
    { DECT_PBX_PATH_IDENTITY, "user", add_user, self->users },
    { DECT_PBX_PATH_LOCATION, "location", add_user, self->locations },
    { DECT_PBX_PATH_DEVICE, "device", add_device, self->devices },
  };
  guint n_lists = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (*run->profile->paths[lists[i].path] == '\0')
        continue;
      g_autofree char *url
          = dect_pbx_profile_dup_url (run->profile, lists[i].path, NULL, NULL, error);
      g_autoptr (JsonArray) rows = url != NULL ? dect_pbx_run_list (run, url, error) : NULL;
      if (rows == NULL)
        return NULL;
      n_lists++;
      for (guint k = 0; k < json_array_get_length (rows); k++)
        {
          JsonNode *row = json_array_get_element (rows, k);
          if (!JSON_NODE_HOLDS_OBJECT (row)
              || !lists[i].add (run->profile, lists[i].kind, json_node_get_object (row),
                                lists[i].list))
            self->n_skipped++;
        }
    }
  if (n_lists > 0)
    return g_steal_pointer (&self);
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
               _("By its connection profile “%s” the PBX tells nothing of its users."),
               run->profile->title);
  return NULL;
}
