/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-system.h"

#include <math.h>

static void
rfp_free (gpointer data)
{
  DectOmmRfp *rfp = data;

  g_free (rfp->mac);
  g_free (rfp->name);
  for (guint i = 0; i < G_N_ELEMENTS (rfp->hierarchy); i++)
    g_free (rfp->hierarchy[i]);
  g_free (rfp->model);
  g_free (rfp);
}

static void
handset_free (gpointer data)
{
  DectOmmHandset *handset = data;

  g_free (handset->ipei);
  g_free (handset->number);
  g_free (handset->name);
  g_free (handset->additional_id);
  g_free (handset->sip_user);
  g_free (handset);
}

static void
heard_free (gpointer data)
{
  DectOmmHeard *heard = data;

  g_free (heard->from);
  g_free (heard->to);
  g_free (heard);
}

DectOmmSystem *
dect_omm_system_new (DectOmmOrigin origin)
{
  DectOmmSystem *self = g_new0 (DectOmmSystem, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->origin = origin;
  self->rfps = g_ptr_array_new_with_free_func (rfp_free);
  self->handsets = g_ptr_array_new_with_free_func (handset_free);
  self->heard = g_ptr_array_new_with_free_func (heard_free);
  self->sites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->max_rfps = self->max_handsets = DECT_OMM_UNSET;
  self->units_per_metre = DECT_OMM_UNITS_PER_METRE;
  return self;
}

gint
dect_omm_drawing_units (double value_m, guint units_per_metre)
{
  double units = round (value_m * units_per_metre);

  return units_per_metre != 0 && ABS (units) <= G_MAXINT ? (gint) units : DECT_OMM_UNSET;
}

DectOmmSystem *
dect_omm_system_ref (DectOmmSystem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_omm_system_free (DectOmmSystem *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->version);
  g_free (self->name);
  g_free (self->park);
  g_free (self->interface);
  g_ptr_array_unref (self->rfps);
  g_ptr_array_unref (self->handsets);
  g_ptr_array_unref (self->heard);
  g_hash_table_unref (self->sites);
  g_free (self);
}

DectOmmRfp *
dect_omm_system_add_rfp (DectOmmSystem *self, const char *mac)
{
  DectOmmRfp *rfp = g_new0 (DectOmmRfp, 1);

  g_return_val_if_fail (self != NULL && mac != NULL, NULL);

  rfp->mac = g_strdup (mac);
  rfp->id = rfp->cluster = rfp->paging_area = rfp->site = rfp->x = rfp->y = DECT_OMM_UNSET;
  rfp->dect_on = rfp->preferred_sync = rfp->reflective = rfp->connected = DECT_OMM_UNSET;
  rfp->strong = rfp->weak = rfp->best_rssi = rfp->worst_rssi = DECT_OMM_UNSET;
  g_ptr_array_add (self->rfps, rfp);
  return rfp;
}

DectOmmHandset *
dect_omm_system_add_handset (DectOmmSystem *self)
{
  DectOmmHandset *handset = g_new0 (DectOmmHandset, 1);

  g_return_val_if_fail (self != NULL, NULL);

  handset->uid = handset->ppn = handset->subscribed = DECT_OMM_UNSET;
  g_ptr_array_add (self->handsets, handset);
  return handset;
}

DectOmmHeard *
dect_omm_system_add_heard (DectOmmSystem *self, const char *from, const char *to)
{
  DectOmmHeard *heard = g_new0 (DectOmmHeard, 1);

  g_return_val_if_fail (self != NULL && from != NULL && to != NULL, NULL);

  heard->from = g_strdup (from);
  heard->to = g_strdup (to);
  heard->rssi = heard->offset_ns = DECT_OMM_UNSET;
  g_ptr_array_add (self->heard, heard);
  return heard;
}

DectOmmRfp *
dect_omm_system_find_rfp (const DectOmmSystem *self, const char *mac)
{
  g_return_val_if_fail (self != NULL && mac != NULL, NULL);

  for (guint i = 0; i < self->rfps->len; i++)
    {
      DectOmmRfp *rfp = g_ptr_array_index (self->rfps, i);

      if (g_str_equal (rfp->mac, mac))
        return rfp;
    }
  return NULL;
}
