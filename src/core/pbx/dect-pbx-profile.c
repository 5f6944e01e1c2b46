/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-profile-private.h"

#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>
#include <stddef.h>
#include <string.h>

#define FIELDS_GROUP "fields "
#define MAX_FIELD_MAPS 100

G_DEFINE_BOXED_TYPE (DectPbxProfile, dect_pbx_profile, dect_pbx_profile_ref, dect_pbx_profile_unref)

/* Everything that reads, writes, checks and edits profiles works from this table. */
#define AT(member) offsetof (DectPbxProfile, member)
#define TEXT(group, key, member, initial)                                                          \
  {                                                                                                \
    group, key, DECT_PBX_PROFILE_TEXT, AT (member), initial                                        \
  }
#define NUMBER(group, key, member, initial, minimum, maximum)                                      \
  {                                                                                                \
    group, key, DECT_PBX_PROFILE_NUMBER, AT (member), initial, NULL, minimum, maximum              \
  }
#define CHOICE(group, key, member, words, initial)                                                 \
  {                                                                                                \
    group, key, DECT_PBX_PROFILE_CHOICE, AT (member), initial, words                               \
  }
#define PATH(key, PATH_, initial, placeholder)                                                     \
  {                                                                                                \
    "paths", key, DECT_PBX_PROFILE_PATH, AT (paths[DECT_PBX_PATH_##PATH_]), initial, NULL, 0, 0,   \
        placeholder                                                                                \
  }

static const DectPbxProfileKey keys[] = {
  TEXT ("profile", "id", id, ""),
  TEXT ("profile", "title", title, ""),
  TEXT ("profile", "checklist", checklist, ""),
  NUMBER ("profile", "contract", contract, "1", 1, 1),
  TEXT ("http", "base_url", base_url, ""),
  NUMBER ("http", "connect_timeout", connect_timeout_s, "10", 1, 300),
  NUMBER ("http", "read_timeout", read_timeout_s, "60", 1, 3600),
  NUMBER ("http", "max_rps", max_rps, "2", 1, 1000),
  CHOICE ("http", "allow_plain_http", allow_plain_http, "false true", "false"),
  CHOICE ("auth", "method", auth, "basic bearer header none", "basic"),
  TEXT ("auth", "username", username, "moby"),
  TEXT ("auth", "header", auth_header, ""),
  CHOICE ("tls", "mode", tls, "system ca pin", "system"),
  TEXT ("tls", "ca_file", ca_file, ""),
  TEXT ("tls", "spki_sha256", spki_sha256, ""),
  CHOICE ("features", "key_mode", key_mode, "natural lookup", "natural"),
  CHOICE ("features", "concurrency", concurrency, "etag compare none", "etag"),
  CHOICE ("features", "sync", sync, "bulk items none", "bulk"),
  CHOICE ("features", "lists", lists, "inside apart whole", "inside"),
  CHOICE ("features", "dryrun", dryrun, "server client", "server"),
  CHOICE ("features", "export", export_side, "server local", "server"),
  CHOICE ("features", "apply", apply, "server none", "server"),
  PATH ("info", INFO, "info/dect", ""),
  PATH ("gateways", GATEWAYS, "dectgateway/", ""),
  PATH ("gateway", GATEWAY, "dectgateway/{gw}", "{gw}"),
  PATH ("accesspoint", ACCESSPOINT, "dectgateway/{gw}/accesspoint/{ap}", "{ap}"),
  PATH ("handset", HANDSET, "dectgateway/{gw}/handset/{ipei}", "{ipei}"),
  PATH ("accesspoints", ACCESSPOINTS, "dectgateway/{gw}/accesspoint/", "{gw}"),
  PATH ("handsets", HANDSETS, "dectgateway/{gw}/handset/", "{gw}"),
  PATH ("action", ACTION, "dectgateway/{gw}/action", "{gw}"),
  PATH ("job", JOB, "dectgateway/{gw}/job/{id}", "{id}"),
  PATH ("export_rfp", EXPORT_RFP, "dectgateway/{gw}/export/rfp", "{gw}"),
  PATH ("export_handset", EXPORT_HANDSET, "dectgateway/{gw}/export/handset", "{gw}"),
  PATH ("device", DEVICE, "", ""),
  PATH ("identity", IDENTITY, "", ""),
  PATH ("location", LOCATION, "", ""),
  TEXT ("methods", "create", create_method, "PUT"),
  TEXT ("methods", "update", update_method, "PUT"),
  TEXT ("methods", "delete", delete_method, "DELETE"),
  TEXT ("json", "items_pointer", items_pointer, ""),
  TEXT ("json", "id_field", id_field, ""),
  TEXT ("json", "error_field", error_field, ""),
  CHOICE ("json", "mac_case", mac_upper, "lower upper", "lower"),
  CHOICE ("json", "mac_separator", mac_separator, "none colon dash", "none"),
  CHOICE ("json", "bool_style", bool_style, "json ja_nein zero_one", "json"),
  NUMBER ("limits", "max_accesspoints", max_accesspoints, "254", 1, 4096),
  NUMBER ("limits", "max_handsets", max_handsets, "10000", 1, 100000),
  TEXT ("limits", "firmware", firmware, ""),
  NUMBER ("limits", "page_size", page_size, "100", 0, 10000),
  TEXT ("limits", "vendor_oui", vendor_oui, "003042;08000f;00085d;"),
};

DectPbxProfile *
dect_pbx_profile_ref (DectPbxProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_pbx_profile_unref (DectPbxProfile *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].type == DECT_PBX_PROFILE_TEXT || keys[i].type == DECT_PBX_PROFILE_PATH)
      g_free (G_STRUCT_MEMBER (char *, self, keys[i].offset));
  g_hash_table_unref (self->fields);
  g_free (self);
}

static gboolean
refuse (const DectPbxProfileKey *info, GError **error, const char *why)
{
  g_autofree char *place = g_strconcat (info->group, "/", info->key, NULL);

  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE,
               _("Connection profile, %s in [%s]: %s"), info->key, info->group, why);
  if (error != NULL)
    dect_pbx_error_set_place (*error, place, why);
  return FALSE;
}

static const DectPbxProfileKey *
find_key (const char *group, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].group, group) && g_str_equal (keys[i].key, key))
      return &keys[i];
  return NULL;
}

static gboolean
is_group (const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].group, group))
      return TRUE;
  return FALSE;
}

/* Drops the placeholders that have a meaning there; what is left of braces is wrong. */
static char *
without_placeholders (const DectPbxProfileKey *info, const char *path)
{
  GString *text = g_string_new (path);

  if (*info->placeholder != '\0')
    {
      g_string_replace (text, "{gw}", "x", 0);
      g_string_replace (text, info->placeholder, "x", 0);
      /* With key_mode=lookup the PBX's own id stands where the contract has MAC or IPEI. */
      g_string_replace (text, "{id}", "x", 0);
    }
  return g_string_free (text, FALSE);
}

static gboolean
check_path (const DectPbxProfileKey *info, const char *path, GError **error)
{
  g_autofree char *plain = without_placeholders (info, path);
  g_auto (GStrv) segments = g_strsplit (plain, "/", -1);

  if (*path == '\0')
    return TRUE;
  if (*path == '/' || g_uri_peek_scheme (path) != NULL)
    return refuse (info, error, _("a path must be relative to base_url."));
  if (strpbrk (plain, "{}") != NULL)
    return refuse (info, error,
                   _("a placeholder stands there that has no meaning for this path."));
  for (const char *c = plain; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._~/!$&'()*+,;=:@", *c) == NULL)
      return refuse (info, error, _("a character stands there that a path cannot hold."));
  for (guint i = 0; segments[i] != NULL; i++)
    if (g_str_equal (segments[i], ".") || g_str_equal (segments[i], "..")
        || (segments[i][0] == '\0' && segments[i + 1] != NULL))
      return refuse (info, error, _("a path must not hold “..”, “.” or an empty part."));
  return TRUE;
}

static gboolean
read_choice (const DectPbxProfileKey *info, const char *value, gint *number, GError **error)
{
  g_auto (GStrv) words = g_strsplit (info->words, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], value))
      {
        *number = i;
        return TRUE;
      }

  g_autofree char *why = g_strdup_printf (_("the word must be one of: %s."), info->words);
  return refuse (info, error, why);
}

static gboolean
read_number (const DectPbxProfileKey *info, const char *value, gint *number, GError **error)
{
  gint64 parsed;

  if (g_ascii_string_to_signed (value, 10, info->minimum, info->maximum, &parsed, NULL))
    {
      *number = parsed;
      return TRUE;
    }

  g_autofree char *why = g_strdup_printf (_("a whole number from %d to %d is needed."),
                                          info->minimum, info->maximum);
  return refuse (info, error, why);
}

static gboolean
read_key (DectPbxProfile *self, const DectPbxProfileKey *info, const char *value, GError **error)
{
  gint *number = G_STRUCT_MEMBER_P (self, info->offset);
  char **text = G_STRUCT_MEMBER_P (self, info->offset);

  for (const char *c = value; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      return refuse (info, error, _("line breaks and control characters are not allowed."));
  if (info->type == DECT_PBX_PROFILE_CHOICE)
    return read_choice (info, value, number, error);
  if (info->type == DECT_PBX_PROFILE_NUMBER)
    return read_number (info, value, number, error);
  if (info->type == DECT_PBX_PROFILE_PATH && !check_path (info, value, error))
    return FALSE;
  g_free (*text);
  *text = g_strdup (value);
  return TRUE;
}

static gboolean
read_fields (DectPbxProfile *self, GKeyFile *file, const char *group, GError **error)
{
  const char *kind = group + strlen (FIELDS_GROUP);
  g_auto (GStrv) names = g_key_file_get_keys (file, group, NULL, NULL);

  static const char *const kinds[]
      = { "gateway", "accesspoint", "handset", "user", "location", "device", NULL };

  if (!g_strv_contains (kinds, kind))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE,
                   _("Connection profile: the group [%s] is not known."), group);
      return FALSE;
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      const DectPbxProfileKey info = { group, names[i] };
      g_autoptr (GError) why = NULL;
      g_autofree char *value = g_key_file_get_string (file, group, names[i], &why);
      /* Of a wrong escape there is a value, too. */
      if (why != NULL || strpbrk (value, "\r\n") != NULL)
        return refuse (&info, error, _("the name of a member is needed."));
      if (g_hash_table_size (self->fields) >= MAX_FIELD_MAPS)
        return refuse (&info, error, _("there are too many members."));
      g_hash_table_insert (self->fields, g_strdup_printf ("%s/%s", kind, names[i]),
                           g_steal_pointer (&value));
    }
  return TRUE;
}

static gboolean
read_group (DectPbxProfile *self, GKeyFile *file, const char *group, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, group, NULL, NULL);

  if (g_str_has_prefix (group, FIELDS_GROUP))
    return read_fields (self, file, group, error);
  if (!is_group (group))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE,
                   _("Connection profile: the group [%s] is not known."), group);
      return FALSE;
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      const DectPbxProfileKey *info = find_key (group, names[i]);
      const DectPbxProfileKey unknown = { group, names[i] };
      g_autoptr (GError) why = NULL;
      g_autofree char *value = g_key_file_get_string (file, group, names[i], &why);
      if (info == NULL)
        return refuse (&unknown, error, _("this key is not known; is it spelt right?"));
      if (why != NULL)
        return refuse (info, error, _("the text cannot be read."));
      if (!read_key (self, info, g_strstrip (value), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_base (DectPbxProfile *self, GError **error)
{
  const DectPbxProfileKey *info = find_key ("http", "base_url");
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GError) why = NULL;

  if (*self->base_url == '\0')
    return TRUE;
  uri = g_uri_parse (self->base_url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH, &why);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return refuse (info, error,
                   _("this is no address; it looks like https://pbx.example/site/services/."));
  if (!g_str_equal (g_uri_get_scheme (uri), "https")
      && !g_str_equal (g_uri_get_scheme (uri), "http"))
    return refuse (info, error, _("the address must begin with https:// (or http://)."));
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (info, error, _("user name and password do not belong into the address."));
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return refuse (info, error, _("the address must not hold “?” or “#”."));
  /* Of the text itself: parsing resolves "..". */
  if (strstr (self->base_url, "/..") != NULL || strpbrk (self->base_url, "%\\") != NULL)
    return refuse (info, error, _("the address must not hold “..” or “%”."));
  if (g_str_equal (g_uri_get_scheme (uri), "http")
      && !dect_pbx_host_is_loopback (g_uri_get_host (uri)))
    {
      if (!self->allow_plain_http)
        return refuse (
            info, error,
            _("plain http lets everybody on the network read the password; use https, or set "
               "allow_plain_http=true if this PBX knows nothing else."));
      if (!dect_pbx_host_is_own_network (g_uri_get_host (uri)))
        return refuse (info, error,
                       _("plain http is never used outside the own network; use https."));
    }
  if (!g_str_has_suffix (self->base_url, "/"))
    {
      g_autofree char *base = g_steal_pointer (&self->base_url);
      self->base_url = g_strconcat (base, "/", NULL);
    }
  return TRUE;
}

static gboolean
check_pin (DectPbxProfile *self, GError **error)
{
  char *pin = dect_peer_parse_pin (self->spki_sha256);

  if (pin == NULL)
    return refuse (find_key ("tls", "spki_sha256"), error,
                   _("a fingerprint has 64 hexadecimal digits."));
  g_free (self->spki_sha256);
  self->spki_sha256 = pin;
  if (self->tls == DECT_PBX_TLS_CA && *self->ca_file == '\0')
    return refuse (find_key ("tls", "ca_file"), error,
                   _("mode=ca needs the file of the CA's certificate."));
  return TRUE;
}

gboolean
dect_pbx_profile_is_token (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return FALSE;
  return *text != '\0';
}

static gboolean
is_method (const char *text)
{
  static const char *const methods[] = { "PUT", "POST", "PATCH", "DELETE", NULL };

  return g_strv_contains (methods, text);
}

static gboolean
check_profile (DectPbxProfile *self, GError **error)
{
  if (!dect_pbx_profile_is_token (self->id) || strlen (self->id) > 64)
    return refuse (find_key ("profile", "id"), error,
                   _("1 to 64 letters, digits, “-” and “_” are needed."));
  if (self->auth == DECT_PBX_AUTH_HEADER && !dect_pbx_profile_is_token (self->auth_header))
    return refuse (find_key ("auth", "header"), error,
                   _("method=header needs the name of a header."));
  if (strchr (self->username, ':') != NULL)
    return refuse (find_key ("auth", "username"), error, _("a user name cannot hold “:”."));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].group, "methods")
        && !is_method (G_STRUCT_MEMBER (char *, self, keys[i].offset)))
      return refuse (&keys[i], error, _("the word must be one of: PUT POST PATCH DELETE."));
  if (*self->title == '\0')
    {
      g_free (self->title);
      self->title = g_strdup (self->id);
    }
  return check_base (self, error) && check_pin (self, error);
}

DectPbxProfile *
dect_pbx_profile_parse (const char *data, gsize length, GError **error)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) why = NULL;
  g_autoptr (DectPbxProfile) self = g_new0 (DectPbxProfile, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!read_key (self, &keys[i], keys[i].initial, error))
      return NULL;
  if (length > DECT_PBX_PROFILE_MAX_BYTES || !g_utf8_validate_len (data, length, NULL)
      || !g_key_file_load_from_data (file, length > 0 ? data : "", length, G_KEY_FILE_NONE, &why))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE,
                   _("The connection profile cannot be read: %s"),
                   why != NULL ? why->message : _("it is too large, or not UTF-8 text."));
      return NULL;
    }

  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!read_group (self, file, groups[i], error))
      return NULL;
  return check_profile (self, error) ? g_steal_pointer (&self) : NULL;
}

const DectPbxProfileKey *
dect_pbx_profile_list_keys (guint *n_keys)
{
  g_return_val_if_fail (n_keys != NULL, NULL);

  *n_keys = G_N_ELEMENTS (keys);
  return keys;
}

static char *
key_text (DectPbxProfile *self, const DectPbxProfileKey *info)
{
  if (info->type == DECT_PBX_PROFILE_NUMBER)
    return g_strdup_printf ("%d", G_STRUCT_MEMBER (gint, self, info->offset));
  if (info->type == DECT_PBX_PROFILE_CHOICE)
    {
      g_auto (GStrv) words = g_strsplit (info->words, " ", -1);
      return g_strdup (words[G_STRUCT_MEMBER (gint, self, info->offset)]);
    }
  return g_strdup (G_STRUCT_MEMBER (char *, self, info->offset));
}

GKeyFile *
dect_pbx_profile_to_key_file (DectPbxProfile *self)
{
  GKeyFile *file;
  g_autoptr (GList) maps = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  file = g_key_file_new ();
  maps = g_list_sort (g_hash_table_get_keys (self->fields), (GCompareFunc) strcmp);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = key_text (self, &keys[i]);
      g_key_file_set_string (file, keys[i].group, keys[i].key, text);
    }
  for (GList *l = maps; l != NULL; l = l->next)
    {
      const char *name = strchr (l->data, '/');
      g_autofree char *kind = g_strndup (l->data, name - (char *) l->data);
      g_autofree char *group = g_strconcat (FIELDS_GROUP, kind, NULL);
      g_key_file_set_string (file, group, name + 1, g_hash_table_lookup (self->fields, l->data));
    }
  return file;
}

char *
dect_pbx_profile_to_text (DectPbxProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GKeyFile) file = dect_pbx_profile_to_key_file (self);
  return g_key_file_to_data (file, NULL, NULL);
}

DectPbxProfile *
dect_pbx_profile_from_key_file (GKeyFile *file, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (file != NULL, NULL);

  text = g_key_file_to_data (file, &length, NULL);
  return dect_pbx_profile_parse (text, length, error);
}

DectPbxProfile *
dect_pbx_profile_with (
    DectPbxProfile *self, const char *group, const char *key, const char *value, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (group != NULL && key != NULL && value != NULL, NULL);

  g_autoptr (GKeyFile) file = dect_pbx_profile_to_key_file (self);

  g_key_file_set_string (file, group, key, value);
  return dect_pbx_profile_from_key_file (file, error);
}

DectPbxProfile *
dect_pbx_profile_with_values (DectPbxProfile *self, GError **error, const char *group, ...)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GKeyFile) file = dect_pbx_profile_to_key_file (self);
  va_list arguments;

  va_start (arguments, group);
  while (group != NULL)
    {
      const char *key = va_arg (arguments, const char *);
      const char *value = va_arg (arguments, const char *);
      g_key_file_set_string (file, group, key, value != NULL ? value : "");
      group = va_arg (arguments, const char *);
    }
  va_end (arguments);
  return dect_pbx_profile_from_key_file (file, error);
}

DectPbxProfile *
dect_pbx_profile_with_pin (DectPbxProfile *self, const char *spki_sha256, GError **error)
{
  return dect_pbx_profile_with_values (self, error, "tls", "mode", "pin", "tls", "spki_sha256",
                                       spki_sha256, NULL);
}

char *
dect_pbx_profile_dup_value (DectPbxProfile *self, const char *group, const char *key)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (group != NULL && key != NULL, NULL);

  const DectPbxProfileKey *info = find_key (group, key);

  if (info != NULL)
    return key_text (self, info);
  if (!g_str_has_prefix (group, FIELDS_GROUP))
    return NULL;

  g_autofree char *name = g_strdup_printf ("%s/%s", group + strlen (FIELDS_GROUP), key);
  return g_strdup (g_hash_table_lookup (self->fields, name));
}

const char *
dect_pbx_profile_get_field (DectPbxProfile *self, const char *kind, const char *member)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (kind != NULL && member != NULL, NULL);

  g_autofree char *name = g_strdup_printf ("%s/%s", kind, member);
  const char *mapped = g_hash_table_lookup (self->fields, name);

  return mapped != NULL ? mapped : member;
}
