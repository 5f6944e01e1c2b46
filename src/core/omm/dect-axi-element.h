/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DectAxiElement:
 * @name: "GetRFPResp"
 * @attributes: (element-type utf8): names and values by turns, in their order
 * @children: (element-type DectAxiElement): elements in it, in their order
 *
 * One message of the OM AXI, or a part of one. The interface knows elements and attributes only, no text between them
 * (facts/omm.md section 10). Values are wiped when they are freed, as some are passwords.
 */
typedef struct _DectAxiElement DectAxiElement;
struct _DectAxiElement
{
  char      *name;
  GPtrArray *attributes;
  GPtrArray *children;
};

/** DECT_AXI_MAX_BYTES: largest message that is taken; twenty users with all their attributes need about 50 kB */
#define DECT_AXI_MAX_BYTES (1024 * 1024)

/** dect_axi_element_new: Returns: (transfer full): an empty element */
DectAxiElement *dect_axi_element_new (const char *name);

/** dect_axi_element_copy: Returns: (transfer full): the same element */
DectAxiElement *dect_axi_element_copy (const DectAxiElement *self);

void dect_axi_element_free (DectAxiElement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectAxiElement, dect_axi_element_free)

/** dect_axi_element_add: Returns: (transfer none): a new element in @self, behind the others */
DectAxiElement *dect_axi_element_add (DectAxiElement *self,
                                      const char     *name);

/** dect_axi_element_set: gives an attribute, in place of the value it has; @value: UTF-8 */
void dect_axi_element_set (DectAxiElement *self,
                           const char     *name,
                           const char     *value);

/** dect_axi_element_set_int: as dect_axi_element_set(), a decimal number */
void dect_axi_element_set_int (DectAxiElement *self,
                               const char     *name,
                               gint            value);

/** dect_axi_element_get: Returns: (nullable) (transfer none): value of an attribute */
const char *dect_axi_element_get (const DectAxiElement *self,
                                  const char           *name);

/** dect_axi_element_get_int: Returns: a decimal number; #DECT_OMM_UNSET where there is none, or no number */
gint dect_axi_element_get_int (const DectAxiElement *self,
                               const char           *name);

/** dect_axi_element_get_flag: Returns: 1 for "1", "true", "Yes", else 0; #DECT_OMM_UNSET where there is none */
gint dect_axi_element_get_flag (const DectAxiElement *self,
                                const char           *name);

/** dect_axi_element_find: Returns: (nullable) (transfer none): the first element in @self with that name */
DectAxiElement *dect_axi_element_find (const DectAxiElement *self,
                                       const char           *name);

/** dect_axi_element_to_text: Returns: (transfer full): `<Name a="1"/>` or with its elements in it, one line; dect_secrets_wipe() it */
char *dect_axi_element_to_text (const DectAxiElement *self);

/**
 * dect_axi_element_parse:
 * @data: one message, without the zero byte behind it; nothing in it is trusted
 * @length: its bytes
 * @error: return location, %DECT_AXI_ERROR_PROTOCOL; the message repeats nothing of @data
 *
 * Strict: one element, elements in it at most 4 deep and 2000 in all, attributes at most 1000 an element; an XML declaration in front is
 * allowed, document types, entities of one's own, comments and text are refused.
 *
 * Returns: (transfer full): the element
 */
DectAxiElement *dect_axi_element_parse (const char *data,
                                        gsize       length,
                                        GError    **error);

G_END_DECLS
