/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-directory-private.h"

#include "model/dect-mac.h"

#include <glib/gi18n-lib.h>

G_DEFINE_BOXED_TYPE (DectPbxDirectory,
                     dect_pbx_directory,
                     dect_pbx_directory_ref,
                     dect_pbx_directory_unref)

static void
user_free (gpointer data)
{
  DectPbxUser *user = data;

  g_free (user->id);
  g_free (user->name);
  g_free (user->number);
  g_free (user);
}

static void
device_free (gpointer data)
{
  DectPbxDevice *device = data;

  g_free (device->id);
  g_free (device->name);
  g_free (device->mac);
  g_free (device->user);
  g_free (device);
}

DectPbxDirectory *
dect_pbx_directory_new (void)
{
  DectPbxDirectory *self = g_new0 (DectPbxDirectory, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->users = g_ptr_array_new_with_free_func (user_free);
  self->locations = g_ptr_array_new_with_free_func (user_free);
  self->devices = g_ptr_array_new_with_free_func (device_free);
  return self;
}

DectPbxDirectory *
dect_pbx_directory_ref (DectPbxDirectory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_pbx_directory_unref (DectPbxDirectory *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->users);
  g_ptr_array_unref (self->locations);
  g_ptr_array_unref (self->devices);
  g_free (self);
}

void
dect_pbx_proposal_free (DectPbxProposal *self)
{
  if (self == NULL)
    return;
  g_free (self->number);
  g_free (self->current);
  g_free (self->name);
  g_free (self);
}

/* The users with that number; the last one of them in @user. */
static guint
find_users (DectPbxDirectory *self, const char *number, const DectPbxUser **user)
{
  guint n_users = 0;

  for (guint i = 0; i < self->users->len; i++)
    {
      const DectPbxUser *one = g_ptr_array_index (self->users, i);
      if (g_strcmp0 (one->number, number) != 0)
        continue;
      *user = one;
      n_users++;
    }
  return n_users;
}

GPtrArray *
dect_pbx_directory_propose (DectPbxDirectory *self, DectSnapshot *snapshot)
{
  g_return_val_if_fail (self != NULL && snapshot != NULL, NULL);

  GPtrArray *proposals
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_pbx_proposal_free);

  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_HANDSET); i++)
    {
      const DectHandset *handset = dect_snapshot_handset (snapshot, i);
      const DectPbxUser *user = NULL;
      guint n_users;

      if (handset->number == NULL)
        continue;
      n_users = find_users (self, handset->number, &user);
      if (n_users == 1 && (user->name == NULL || g_strcmp0 (user->name, handset->name) == 0))
        continue;

      DectPbxProposal *proposal = g_new0 (DectPbxProposal, 1);
      proposal->handset = handset->head.id;
      proposal->number = g_strdup (handset->number);
      proposal->current = g_strdup (handset->name);
      proposal->name = n_users == 1 ? g_strdup (user->name) : NULL;
      proposal->n_users = n_users;
      g_ptr_array_add (proposals, proposal);
    }
  return proposals;
}

guint
dect_pbx_directory_adopt (DectSite *site, GPtrArray *proposals)
{
  g_return_val_if_fail (DECT_IS_SITE (site), 0);
  g_return_val_if_fail (proposals != NULL, 0);

  DectHistory *history = dect_site_get_history (site);
  guint n_named = 0;

  dect_history_begin (history, _("Name handsets as at the PBX"), NULL);
  for (guint i = 0; i < proposals->len; i++)
    {
      const DectPbxProposal *proposal = g_ptr_array_index (proposals, i);
      const DectRecord *record = dect_site_find_record (site, proposal->handset);
      if (proposal->name == NULL || record == NULL || record->kind != DECT_KIND_HANDSET)
        continue;
      DectRecord *copy = dect_record_copy (record);
      dect_set_str (&((DectHandset *) copy)->name, proposal->name);
      dect_history_put (history, copy);
      n_named++;
    }
  dect_history_commit (history);
  return n_named;
}

GPtrArray *
dect_pbx_directory_find_known (DectPbxDirectory *self, DectSnapshot *snapshot)
{
  g_return_val_if_fail (self != NULL && snapshot != NULL, NULL);

  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) devices = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->devices->len; i++)
    {
      DectPbxDevice *device = g_ptr_array_index (self->devices, i);
      if (device->mac != NULL)
        g_hash_table_insert (devices, device->mac, device);
    }
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);
      DectMac mac;
      if (rfp->mac == NULL || !dect_mac_parse (rfp->mac, &mac, NULL))
        continue;
      g_autofree char *key = dect_mac_to_key (&mac);
      const DectPbxDevice *device = g_hash_table_lookup (devices, key);
      if (device == NULL)
        continue;
      g_autofree char *title = dect_record_title (DECT_RECORD (rfp));
      g_ptr_array_add (sentences,
                       g_strdup_printf (_("The MAC address of %s belongs to the device “%s” at the "
                                          "PBX already."),
                                        title, device->name != NULL ? device->name : device->id));
    }
  return sentences;
}
