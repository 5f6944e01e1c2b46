/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-item-private.h"

struct _DectItem
{
  GObject parent_instance;
  DectRecord *record;
  guint position; /* a hint, see DectItemList */
};

enum
{
  PROP_0,
  PROP_RECORD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectItem, dect_item, G_TYPE_OBJECT)

static void
dect_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DectItem *self = DECT_ITEM (object);

  switch (prop_id)
    {
    case PROP_RECORD:
      g_value_set_boxed (value, self->record);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
dect_item_finalize (GObject *object)
{
  DectItem *self = DECT_ITEM (object);

  g_clear_pointer (&self->record, dect_record_unref);
  G_OBJECT_CLASS (dect_item_parent_class)->finalize (object);
}

static void
dect_item_class_init (DectItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dect_item_get_property;
  object_class->finalize = dect_item_finalize;

  properties[PROP_RECORD]
      = g_param_spec_boxed ("record", NULL, NULL, DECT_TYPE_RECORD,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dect_item_init (DectItem *self)
{
}

DectItem *
dect_item_new (const DectRecord *record)
{
  DectItem *self = g_object_new (DECT_TYPE_ITEM, NULL);

  self->record = dect_record_ref (record);
  return self;
}

void
dect_item_set_record (DectItem *self, const DectRecord *record)
{
  DectRecord *old = self->record;

  self->record = dect_record_ref (record);
  dect_record_unref (old);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

const DectRecord *
dect_item_get_record (DectItem *self)
{
  g_return_val_if_fail (DECT_IS_ITEM (self), NULL);

  return self->record;
}

guint32
dect_item_get_id (DectItem *self)
{
  g_return_val_if_fail (DECT_IS_ITEM (self), 0);

  return self->record->id;
}

DectKind
dect_item_get_kind (DectItem *self)
{
  g_return_val_if_fail (DECT_IS_ITEM (self), DECT_N_KINDS);

  return self->record->kind;
}

struct _DectItemList
{
  GObject parent_instance;
  GPtrArray *items;
};

static GType
item_list_get_item_type (GListModel *model)
{
  return DECT_TYPE_ITEM;
}

static guint
item_list_get_n_items (GListModel *model)
{
  return DECT_ITEM_LIST (model)->items->len;
}

static gpointer
item_list_get_item (GListModel *model, guint position)
{
  GPtrArray *items = DECT_ITEM_LIST (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
item_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = item_list_get_item_type;
  iface->get_n_items = item_list_get_n_items;
  iface->get_item = item_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DectItemList,
                               dect_item_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, item_list_iface_init))

static void
dect_item_list_finalize (GObject *object)
{
  g_ptr_array_unref (DECT_ITEM_LIST (object)->items);
  G_OBJECT_CLASS (dect_item_list_parent_class)->finalize (object);
}

static void
dect_item_list_class_init (DectItemListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_item_list_finalize;
}

static void
dect_item_list_init (DectItemList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

DectItemList *
dect_item_list_new (void)
{
  return g_object_new (DECT_TYPE_ITEM_LIST, NULL);
}

void
dect_item_list_insert (DectItemList *self, guint position, DectItem *item)
{
  g_assert (position <= self->items->len);

  g_ptr_array_insert (self->items, (gint) position, g_object_ref (item));
  item->position = position;
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

void
dect_item_list_remove (DectItemList *self, guint position)
{
  g_assert (position < self->items->len);

  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

guint
dect_item_list_find (DectItemList *self, DectItem *item)
{
  guint position = item->position;

  if (position >= self->items->len || g_ptr_array_index (self->items, position) != item)
    {
      gboolean found = g_ptr_array_find (self->items, item, &position);

      g_assert (found);
      item->position = position;
    }
  return position;
}

DectItem *
dect_item_list_peek (DectItemList *self, guint position)
{
  return g_ptr_array_index (self->items, position);
}

guint
dect_item_list_length (DectItemList *self)
{
  return self->items->len;
}
