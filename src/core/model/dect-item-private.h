/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-site.h"

G_BEGIN_DECLS

DectItem *dect_item_new        (const DectRecord *record);
void      dect_item_set_record (DectItem         *self,
                                const DectRecord *record);

/**
 * DectItemList:
 *
 * The list of one kind in a site: an array as #GListModel. An item knows where it stood last, so that finding it costs
 * nothing as long as nothing before it was removed.
 */
#define DECT_TYPE_ITEM_LIST (dect_item_list_get_type ())
G_DECLARE_FINAL_TYPE (DectItemList, dect_item_list, DECT, ITEM_LIST, GObject)

DectItemList *dect_item_list_new    (void);
void          dect_item_list_insert (DectItemList *self,
                                     guint         position,
                                     DectItem     *item);
void          dect_item_list_remove (DectItemList *self,
                                     guint         position);
guint         dect_item_list_find   (DectItemList *self,
                                     DectItem     *item);
/** dect_item_list_peek: Returns: (transfer none): the item at @position */
DectItem     *dect_item_list_peek   (DectItemList *self,
                                     guint         position);
guint         dect_item_list_length (DectItemList *self);

G_END_DECLS
