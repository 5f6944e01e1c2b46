/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-history.h"
#include "model/dect-site-private.h"

struct _DectLogItem
{
  GObject parent_instance;
  DectLogEntry *entry;
};

struct _DectLog
{
  GObject parent_instance;
  DectSite *site; /* the owner, so no reference */
  GPtrArray *entries;
};

G_DEFINE_FINAL_TYPE (DectLogItem, dect_log_item, G_TYPE_OBJECT)

static void
dect_log_item_finalize (GObject *object)
{
  g_clear_pointer (&DECT_LOG_ITEM (object)->entry, dect_log_entry_unref);
  G_OBJECT_CLASS (dect_log_item_parent_class)->finalize (object);
}

static void
dect_log_item_class_init (DectLogItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_log_item_finalize;
}

static void
dect_log_item_init (DectLogItem *self)
{
}

DectLogEntry *
dect_log_item_get_entry (DectLogItem *self)
{
  g_return_val_if_fail (DECT_IS_LOG_ITEM (self), NULL);

  return self->entry;
}

static GType
log_get_item_type (GListModel *model)
{
  return DECT_TYPE_LOG_ITEM;
}

static guint
log_get_n_items (GListModel *model)
{
  return DECT_LOG (model)->entries->len;
}

static gpointer
log_get_item (GListModel *model, guint position)
{
  DectLog *self = DECT_LOG (model);
  DectLogItem *item;

  if (position >= self->entries->len)
    return NULL;
  item = g_object_new (DECT_TYPE_LOG_ITEM, NULL);
  item->entry = dect_log_entry_ref (g_ptr_array_index (self->entries, position));
  return item;
}

static void
log_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = log_get_item_type;
  iface->get_n_items = log_get_n_items;
  iface->get_item = log_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DectLog,
                               dect_log,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, log_iface_init))

static void
dect_log_finalize (GObject *object)
{
  g_ptr_array_unref (DECT_LOG (object)->entries);
  G_OBJECT_CLASS (dect_log_parent_class)->finalize (object);
}

static void
dect_log_class_init (DectLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_log_finalize;
}

static void
dect_log_init (DectLog *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_log_entry_unref);
}

DectLog *
dect_log_new (DectSite *site)
{
  DectLog *self = g_object_new (DECT_TYPE_LOG, NULL);

  self->site = site;
  return self;
}

void
dect_log_load (DectLog *self, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (self->entries, dect_log_entry_ref (g_ptr_array_index (entries, i)));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->entries->len);
}

GPtrArray *
dect_log_list (DectLog *self)
{
  return self->entries;
}

void
dect_log_append (DectLog *self, const char *event, const char *details)
{
  g_return_if_fail (DECT_IS_LOG (self));
  g_return_if_fail (event != NULL);

  g_ptr_array_add (self->entries, dect_log_entry_new (dect_clock_now (), event, details));
  dect_site_log_changed (self->site);
  g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len - 1, 0, 1);
}

DectLogEntry *
dect_log_last (DectLog *self, const char *event)
{
  g_return_val_if_fail (DECT_IS_LOG (self), NULL);
  g_return_val_if_fail (event != NULL, NULL);

  for (guint i = self->entries->len; i > 0; i--)
    {
      DectLogEntry *entry = g_ptr_array_index (self->entries, i - 1);

      if (g_str_equal (dect_log_entry_get_event (entry), event))
        return entry;
    }
  return NULL;
}
