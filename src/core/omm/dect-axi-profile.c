/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-profile.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stddef.h>
#include <string.h>

#include "store/dect-load.h"
#include "store/dect-peer.h"
#include "store/dect-save.h"

#define SUFFIX ".omm"
#define MAX_TEXT 253

G_DEFINE_BOXED_TYPE (DectAxiProfile, dect_axi_profile, dect_axi_profile_ref, dect_axi_profile_unref)

typedef enum
{
  KEY_TEXT,
  KEY_PIN,
  KEY_NUMBER,
  KEY_CHOICE, /* the first word is FALSE */
} KeyType;

typedef struct
{
  const char *group;
  const char *key;
  KeyType type;
  gsize offset;
  const char *initial;
  const char *words[2];
  guint minimum;
  guint maximum;
} Key;

#define AT(member) offsetof (DectAxiProfile, member)

static const Key keys[] = {
  { "omm", "host", KEY_TEXT, AT (host), "" },
  { "omm", "port", KEY_NUMBER, AT (port), "12622", { NULL }, 1, G_MAXUINT16 },
  { "omm", "tls", KEY_CHOICE, AT (tls), "true", { "false", "true" } },
  { "omm", "pin", KEY_PIN, AT (pin), "" },
  { "omm", "allow_old_tls", KEY_CHOICE, AT (allow_old_tls), "false", { "false", "true" } },
  { "omm", "user", KEY_TEXT, AT (user), "omm" },
  { "omm", "timeout", KEY_NUMBER, AT (timeout_s), "15", { NULL }, 1, 300 },
  { "axi", "units_per_metre", KEY_NUMBER, AT (units_per_metre), "10", { NULL }, 0, 1000 },
  { "axi", "forward", KEY_CHOICE, AT (forward_heard), "hears", { "hears", "heard" } },
};

DectAxiProfile *
dect_axi_profile_ref (DectAxiProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_axi_profile_unref (DectAxiProfile *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->host);
  g_free (self->pin);
  g_free (self->user);
  g_free (self);
}

static gboolean
refuse (const Key *key, GError **error, const char *reason)
{
  g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROFILE, _("Connection profile, [%s] %s: %s"),
               key->group, key->key, reason);
  return FALSE;
}

static void
set_text (DectAxiProfile *self, const Key *key, char *text)
{
  char **member = G_STRUCT_MEMBER_P (self, key->offset);

  g_free (*member);
  *member = text;
}

static gboolean
read_text (DectAxiProfile *self, const Key *key, const char *text, GError **error)
{
  if (strlen (text) > MAX_TEXT)
    return refuse (key, error, _("the text is too long."));
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isgraph (g_utf8_get_char (c)))
      return refuse (key, error, _("blanks and control characters cannot stand there."));
  set_text (self, key, g_strdup (text));
  return TRUE;
}

static gboolean
read_number (DectAxiProfile *self, const Key *key, const char *text, GError **error)
{
  g_autofree char *range = g_strdup_printf (_("a number from %u to %u must stand there."),
                                            key->minimum, key->maximum);
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, key->minimum, key->maximum, &value, NULL))
    return refuse (key, error, range);
  G_STRUCT_MEMBER (guint, self, key->offset) = (guint) value;
  return TRUE;
}

static gboolean
read_key (DectAxiProfile *self, const Key *key, const char *text, GError **error)
{
  g_autofree char *reason = NULL;
  char *pin;

  switch (key->type)
    {
    case KEY_TEXT:
      return read_text (self, key, text, error);
    case KEY_NUMBER:
      return read_number (self, key, text, error);
    case KEY_PIN:
      pin = dect_peer_parse_pin (text);
      if (pin == NULL)
        return refuse (key, error, _("a fingerprint has 64 hexadecimal digits."));
      set_text (self, key, pin);
      return TRUE;
    case KEY_CHOICE:
      break;
    }
  for (guint i = 0; i < G_N_ELEMENTS (key->words); i++)
    if (g_str_equal (text, key->words[i]))
      {
        G_STRUCT_MEMBER (gboolean, self, key->offset) = i > 0;
        return TRUE;
      }
  reason = g_strdup_printf (_("the word must be one of: %s %s."), key->words[0], key->words[1]);
  return refuse (key, error, reason);
}

static const Key *
find_key (const char *group, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].group, group) && g_str_equal (keys[i].key, name))
      return &keys[i];
  return NULL;
}

static gboolean
read_group (DectAxiProfile *self, GKeyFile *file, const char *group, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) why = NULL;
      g_autofree char *text = g_key_file_get_string (file, group, names[i], &why);
      const Key *key = find_key (group, names[i]);
      const Key unknown = { group, names[i] };

      if (key == NULL)
        return refuse (&unknown, error, _("there is no such key; is it misspelt?"));
      /* Of a wrong escape there is a text, too. */
      if (why != NULL)
        return refuse (key, error, _("the text cannot be read."));
      if (!read_key (self, key, text, error))
        return FALSE;
    }
  return TRUE;
}

DectAxiProfile *
dect_axi_profile_parse (const char *data, gsize length, GError **error)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  g_autoptr (DectAxiProfile) self = g_new0 (DectAxiProfile, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) why = NULL;
  g_auto (GStrv) groups = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    read_key (self, &keys[i], keys[i].initial, NULL);
  if (length > DECT_AXI_PROFILE_MAX_BYTES || !g_utf8_validate_len (data, length, NULL)
      || !g_key_file_load_from_data (file, length > 0 ? data : "", length, G_KEY_FILE_NONE, &why))
    {
      g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROFILE,
                   _("The connection profile cannot be read: %s"),
                   why != NULL ? why->message : _("it is too large, or not UTF-8 text."));
      return NULL;
    }
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!read_group (self, file, groups[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

DectAxiProfile *
dect_axi_profile_new (const char *host, const char *user)
{
  g_return_val_if_fail (host != NULL, NULL);

  DectAxiProfile *self = dect_axi_profile_parse ("", 0, NULL);

  set_text (self, find_key ("omm", "host"), g_strdup (host));
  if (user != NULL)
    set_text (self, find_key ("omm", "user"), g_strdup (user));
  return self;
}

static char *
dup_value (DectAxiProfile *self, const Key *key)
{
  switch (key->type)
    {
    case KEY_TEXT:
    case KEY_PIN:
      return g_strdup (G_STRUCT_MEMBER (char *, self, key->offset));
    case KEY_NUMBER:
      return g_strdup_printf ("%u", G_STRUCT_MEMBER (guint, self, key->offset));
    case KEY_CHOICE:
      break;
    }
  return g_strdup (key->words[G_STRUCT_MEMBER (gboolean, self, key->offset) ? 1 : 0]);
}

static GKeyFile *
to_key_file (DectAxiProfile *self)
{
  GKeyFile *file = g_key_file_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = dup_value (self, &keys[i]);

      g_key_file_set_string (file, keys[i].group, keys[i].key, text);
    }
  return file;
}

char *
dect_axi_profile_to_text (DectAxiProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GKeyFile) file = to_key_file (self);

  return g_key_file_to_data (file, NULL, NULL);
}

DectAxiProfile *
dect_axi_profile_with (
    DectAxiProfile *self, const char *group, const char *key, const char *value, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (group != NULL && key != NULL && value != NULL, NULL);

  g_autoptr (GKeyFile) file = to_key_file (self);
  g_autofree char *text = NULL;

  g_key_file_set_string (file, group, key, value);
  text = g_key_file_to_data (file, NULL, NULL);
  return dect_axi_profile_parse (text, strlen (text), error);
}

static char *
dup_path (const char *path_or_id)
{
  g_autofree char *name = NULL;

  if (strchr (path_or_id, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (path_or_id, SUFFIX))
    return g_strdup (path_or_id);
  name = g_strconcat (path_or_id, SUFFIX, NULL);
  return g_build_filename (g_get_user_config_dir (), "handover", "omm", name, NULL);
}

DectAxiProfile *
dect_axi_profile_load (const char *path_or_id, GError **error)
{
  g_return_val_if_fail (path_or_id != NULL, NULL);

  g_autofree char *path = dup_path (path_or_id);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) why = NULL;
  g_autoptr (GBytes) bytes = dect_load_bytes (file, DECT_AXI_PROFILE_MAX_BYTES, NULL, &why);
  DectAxiProfile *self;

  if (bytes == NULL)
    {
      g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROFILE,
                   _("The connection profile cannot be read: %s"), why->message);
      return NULL;
    }
  self = dect_axi_profile_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", path);
  return self;
}

gboolean
dect_axi_profile_save (DectAxiProfile *self, const char *path_or_id, GError **error)
{
  g_return_val_if_fail (self != NULL && path_or_id != NULL, FALSE);

  g_autofree char *path = dup_path (path_or_id);
  g_autofree char *folder = g_path_get_dirname (path);
  char *text = dect_axi_profile_to_text (self);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  g_mkdir_with_parents (folder, 0700);
  return dect_save_bytes (path, bytes, DECT_SAVE_PRIVATE, error);
}
