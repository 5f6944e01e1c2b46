/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-profile-private.h"

#include "model/dect-mac.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
dect_pbx_host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

gboolean
dect_pbx_host_is_own_network (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address == NULL || dect_peer_is_own_network (address);
}

gboolean
dect_pbx_profile_is_loopback (DectPbxProfile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  g_autoptr (GUri) uri = g_uri_parse (self->base_url, G_URI_FLAGS_NONE, NULL);
  return uri != NULL && dect_pbx_host_is_loopback (g_uri_get_host (uri));
}

gboolean
dect_pbx_profile_is_plain (DectPbxProfile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_str_has_prefix (self->base_url, "http:");
}

char *
dect_pbx_profile_spell_mac (DectPbxProfile *self, const char *key)
{
  static const char *const separators[] = { "", ":", "-" };
  DectMac mac;

  if (strlen (key) != 12 || !dect_mac_parse (key, &mac, NULL))
    return g_strdup (key);

  GString *text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (mac.octets); i++)
    g_string_append_printf (text, self->mac_upper ? "%s%02X" : "%s%02x",
                            i > 0 ? separators[self->mac_separator] : "", mac.octets[i]);
  return g_string_free (text, FALSE);
}

/* A MAC as this PBX spells it, anything else, and every id of the PBX's own, as it is;
 * percent-encoded. */
static char *
spell_key (DectPbxProfile *self, const char *key)
{
  g_autofree char *spelt = self->key_mode == DECT_PBX_KEY_NATURAL
                               ? dect_pbx_profile_spell_mac (self, key)
                               : g_strdup (key);

  return g_uri_escape_string (spelt, NULL, FALSE);
}

char *
dect_pbx_profile_dup_url (
    DectPbxProfile *self, DectPbxPath path, const char *gateway, const char *key, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (path < DECT_PBX_N_PATHS, NULL);

  static const char *const placeholders[] = { "{ap}", "{ipei}", "{id}" };
  g_autofree char *gw = spell_key (self, gateway != NULL ? gateway : "");
  g_autofree char *item = spell_key (self, key != NULL ? key : "");

  if (*self->base_url == '\0')
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE,
                   _("The connection profile “%s” has no address yet: set base_url."),
                   self->title);
      return NULL;
    }
  if (*self->paths[path] == '\0')
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
                   _("By its connection profile the PBX “%s” does not offer this."), self->title);
      return NULL;
    }

  GString *url = g_string_new (self->paths[path]);
  g_string_replace (url, "{gw}", gw, 0);
  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    g_string_replace (url, placeholders[i], item, 0);
  g_string_prepend (url, self->base_url);
  return g_string_free (url, FALSE);
}
