/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-profile-edit.h"

#include "model/dect-free-id.h"
#include "pbx/dect-pbx-members-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More wrong keys than this are not told apart. */
#define MAX_ROUNDS 200

/* Takes a wrong value out of the way of the next one: back to the contract's, then to a text that
 * is right where nothing may not stand. */
static gboolean
step_over (GKeyFile *file, const char *place, guint n_times)
{
  const char *key = strrchr (place, '/');
  g_autofree char *group = g_strndup (place, key - place);

  if (n_times == 0)
    g_key_file_remove_key (file, group, key + 1, NULL);
  else if (n_times == 1)
    g_key_file_set_string (file, group, key + 1, "x");
  return n_times < 2;
}

GHashTable *
dect_pbx_profile_list_faults (GKeyFile *file)
{
  GHashTable *faults = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GKeyFile) copy = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (file != NULL, faults);

  text = g_key_file_to_data (file, &length, NULL);
  if (!g_key_file_load_from_data (copy, text, length, G_KEY_FILE_NONE, NULL))
    return faults;
  for (guint i = 0; i < MAX_ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxProfile) profile = dect_pbx_profile_from_key_file (copy, &error);
      const char *place = dect_pbx_error_get_place (error);
      guint n_times;

      if (profile != NULL)
        break;
      if (place == NULL)
        {
          g_hash_table_insert (faults, g_strdup (""), g_strdup (error->message));
          break;
        }
      n_times = GPOINTER_TO_UINT (g_hash_table_lookup (times, place));
      if (n_times == 0)
        g_hash_table_insert (faults, g_strdup (place),
                             g_strdup (dect_pbx_error_get_reason (error)));
      if (!step_over (copy, place, n_times))
        break;
      g_hash_table_insert (times, g_strdup (place), GUINT_TO_POINTER (n_times + 1));
    }
  return faults;
}

/* --- Files --------------------------------------------------------------------------------------- */

static char *
dup_path (const char *id)
{
  g_autofree char *folder = dect_pbx_profile_dup_folder ();
  g_autofree char *name = g_strconcat (id, ".profile", NULL);

  return g_build_filename (folder, name, NULL);
}

gboolean
dect_pbx_profile_is_own (const char *id)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (id != NULL, FALSE);

  path = dup_path (id);
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_taken (const char *id)
{
  return dect_pbx_profile_is_own (id) || dect_pbx_profile_is_shipped (id)
         || g_str_equal (id, DECT_PBX_EMBEDDED_ID);
}

char *
dect_pbx_profile_dup_free_id (const char *wanted)
{
  return dect_free_id_new (wanted, "pbx", is_taken);
}

/* --- Members ------------------------------------------------------------------------------------- */

/* Those of the contract come from its own tables; the others are what dect-pbx-directory-read.c
 * asks for. */
static const struct
{
  const char *kind;
  int contract; /* DectPbxKind; -1: not of the contract */
  const char *members;
} kinds[] = {
  { "gateway", DECT_PBX_KIND_GATEWAY, NULL },
  { "accesspoint", DECT_PBX_KIND_ACCESSPOINT, NULL },
  { "handset", DECT_PBX_KIND_HANDSET, NULL },
  { "user", -1, "id name number" },
  { "location", -1, "id name" },
  { "device", -1, "id name mac user" },
};

const char *const *
dect_pbx_profile_list_kinds (void)
{
  static const char *names[G_N_ELEMENTS (kinds) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    names[i] = kinds[i].kind;
  return names;
}

char **
dect_pbx_profile_list_members (const char *kind)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint i = 0;

  g_return_val_if_fail (kind != NULL, NULL);

  while (i < G_N_ELEMENTS (kinds) && !g_str_equal (kinds[i].kind, kind))
    i++;
  g_return_val_if_fail (i < G_N_ELEMENTS (kinds), NULL);
  if (kinds[i].contract < 0)
    return g_strsplit (kinds[i].members, " ", -1);
  for (const DectPbxMember *member = dect_pbx_members ((DectPbxKind) kinds[i].contract);
       member->name != NULL; member++)
    if (member->type != DECT_PBX_MEMBER_LIST && member->type != DECT_PBX_MEMBER_SERVER)
      g_strv_builder_add (builder, member->name);
  return g_strv_builder_end (builder);
}
