package org.sla4j.compliance.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What a reader sees of a page, or of a part of one: its sections, its tables by their labels, and the shapes of its drawings. It reads
 * the HTML as XML, so that a tag left open or a sign left unescaped fails every test.
 */
final class ShownPage {
    private final Element main;

    private ShownPage(Element main) {
        this.main = main;
    }

    static ShownPage of(CompliancePage page) {
        return of(page.toHtml());
    }

    /** Reads a whole page or a part of one. */
    static ShownPage of(String html) {
        int from = html.indexOf("<main>");
        String part = from < 0 ? "<main>" + html + "</main>" : html.substring(from, html.indexOf("</body>"));
        try {
            return new ShownPage(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(part)))
                    .getDocumentElement());
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("not well-formed: " + part, e);
        }
    }

    /** All text, tooltips and drawings left out, with one blank between words. */
    String text() {
        return text(main);
    }

    /** The headings of the sections, in order. */
    List<String> sections() {
        return elements(main, "h2").stream().map(ShownPage::text).toList();
    }

    /** One section, by its heading. */
    ShownPage section(String heading) {
        return elements(main, "section").stream()
                .filter(section -> text(elements(section, "h2").get(0)).equals(heading))
                .findFirst()
                .map(ShownPage::new)
                .orElseThrow(() -> new AssertionError("no section \"" + heading + "\" among " + sections()));
    }

    /** The notes under tables and drawings, all together. */
    String notes() {
        return String.join(" ", texts("p", "note"));
    }

    /** The texts of all elements of one name and class. */
    List<String> texts(String name, String style) {
        return shapes(name, style).stream().map(ShownPage::text).toList();
    }

    List<String> texts(String name) {
        return elements(main, name).stream().map(ShownPage::text).toList();
    }

    /** The columns of a table, that of the row headings first. */
    List<String> columns(String label) {
        return elements(elements(region(label), "thead").get(0), "th").stream()
                .map(ShownPage::text)
                .toList();
    }

    /** The cells of a table, row by row: the heading of the group if there is one, that of the row, and the figures. */
    List<List<String>> table(String label) {
        List<List<String>> rows = new ArrayList<>();
        for (Element body : elements(region(label), "tbody")) {
            List<String> group = new ArrayList<>();
            for (Element row : elements(body, "tr")) {
                List<String> cells = new ArrayList<>(group);
                cellsOf(row).forEach(cell -> cells.add(text(cell)));
                if (row.getAttribute("class").equals("group")) {
                    group.addAll(cells);
                } else {
                    rows.add(cells);
                }
            }
        }
        return rows;
    }

    /** The rows of the tables of one class that have no label. */
    List<List<String>> rows(String style) {
        return shapes("table", style).stream()
                .flatMap(table -> elements(table, "tbody").stream())
                .flatMap(body -> elements(body, "tr").stream())
                .map(row -> cellsOf(row).stream().map(ShownPage::text).toList())
                .toList();
    }

    /** One row of a table by its headings: each column with its figure. */
    Map<String, String> row(String label, String... headings) {
        List<String> columns = columns(label);
        List<String> found = table(label).stream()
                .filter(cells -> cells.subList(0, headings.length).equals(List.of(headings)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + List.of(headings) + " in " + table(label)));
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = headings.length; i < found.size(); i++) {
            row.put(columns.get(i - headings.length + 1), found.get(i));
        }
        // A card on a phone shows the same headings.
        assertThat(elements(region(label), "td"))
                .allSatisfy(cell -> assertThat(columns).contains(cell.getAttribute("data-label")));
        return row;
    }

    /** The elements of one name and class, wherever they are; their attributes say where they are drawn. */
    List<Element> shapes(String name, String style) {
        return elements(main, name).stream()
                .filter(element -> element.getAttribute("class").equals(style))
                .toList();
    }

    /** The values of an attribute, of all elements of one name and class. */
    List<String> drawn(String name, String style, String attribute) {
        return shapes(name, style).stream()
                .map(element -> element.getAttribute(attribute))
                .toList();
    }

    /** The tooltips of the drawings. */
    List<String> tooltips() {
        return elements(main, "title").stream().map(Element::getTextContent).toList();
    }

    private Element region(String label) {
        return elements(main, "div").stream()
                .filter(region -> region.getAttribute("aria-label").equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no table \"" + label + "\""));
    }

    private static List<Element> cellsOf(Element row) {
        List<Element> cells = new ArrayList<>(elements(row, "th"));
        cells.addAll(elements(row, "td"));
        return cells;
    }

    private static List<Element> elements(Element in, String name) {
        List<Element> found = new ArrayList<>();
        NodeList all = in.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }

    private static String text(Element element) {
        StringBuilder out = new StringBuilder();
        append(out, element);
        return out.toString().trim().replaceAll("\\s+", " ");
    }

    private static void append(StringBuilder out, Node node) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE) {
                out.append(child.getNodeValue());
            } else if (!child.getNodeName().equals("svg")) {
                String around = child.getNodeName().equals("strong") ? "" : " ";
                out.append(around);
                append(out, child);
                out.append(around);
            }
        }
    }
}
